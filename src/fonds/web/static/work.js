// The words a value comes from, in their place: fetched when somebody asks, so that a card is
// there at once however long its original is.
"use strict";

(() => {
  const fetchPlace = async (quote) => {
    const url = quote.dataset.place;
    delete quote.dataset.place;
    try {
      const answer = await fetch(url, { headers: { "X-Fragment": "passage" } });
      if (answer.ok) quote.innerHTML = await answer.text(); // our own page, escaped by us
    } catch {
      quote.dataset.place = url; // no network: the quotation stands, and is asked for again
    }
  };
  for (const why of document.querySelectorAll("details.why")) {
    why.addEventListener("toggle", () => {
      if (why.open) why.querySelectorAll("[data-place]").forEach(fetchPlace);
    });
  }
})();
