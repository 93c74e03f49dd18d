// Marks without a reload: the forms work without this, too.
"use strict";

(() => {
  const said = { "to-read": "To read", reading: "Reading", read: "Read" };
  const voice = document.createElement("p");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  document.body.append(voice);

  const describe = (mark) => {
    const status = said[mark.status];
    if (!mark.favourite) return status ?? "Mark";
    return status ? `${status}, favourite` : "Favourite";
  };

  // Every form of a work on the page shows what is so now.
  const show = (work, mark) => {
    for (const form of document.querySelectorAll(`form[data-mark="${work}"]`)) {
      for (const button of form.querySelectorAll("button")) {
        const { value, clear } = button.dataset;
        const on = button.name === "favourite" ? mark.favourite : mark.status === value;
        button.setAttribute("aria-pressed", String(on));
        button.value = on ? clear : value;
      }
    }
    for (const place of document.querySelectorAll(`[data-said="${work}"]`)) {
      place.textContent = describe(mark);
    }
    voice.textContent = mark.status || mark.favourite ? describe(mark) : "Mark taken away";
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement)) return;
    const work = form.dataset.mark;
    if (work === undefined) return;
    event.preventDefault();
    const wish =
      button.name === "favourite"
        ? { favourite: button.value === "yes" }
        : { status: button.value };
    try {
      const answer = await fetch(`/api/v1/me/marks/${work}`, {
        method: "PATCH",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(wish),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      show(work, await answer.json());
    } catch {
      // Without the API the form goes the long way.
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = button.name;
      field.value = button.value;
      form.append(field);
      form.submit();
    }
  });
})();
