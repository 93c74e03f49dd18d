// Names by the handful: choose all, choose a run with Shift, and see how many are chosen.
"use strict";

for (const form of document.querySelectorAll("form.names")) {
  const boxes = [...form.querySelectorAll("input[type=checkbox][name=name]")];
  if (!boxes.length) continue;
  const said = form.querySelector("[data-chosen]") || form.insertBefore(document.createElement("p"), form.querySelector(".decide"));
  said.classList.add("chosen-count", "quiet");
  said.setAttribute("role", "status");
  let last = null;

  const say = () => {
    const count = boxes.filter((box) => box.checked).length;
    said.hidden = false;
    said.textContent = count === 1 ? "1 name chosen" : `${count} names chosen`;
  };

  const all = document.createElement("button");
  all.type = "button";
  all.textContent = "Choose all or none";
  all.addEventListener("click", () => {
    const wanted = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
    say();
  });
  said.after(all);

  form.addEventListener("click", (event) => {
    const box = event.target;
    if (!boxes.includes(box)) return;
    if (event.shiftKey && last && last !== box) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, other) => one - other);
      for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
    say();
  });
  say();
}
