// Marks the fields that were changed, asks before they are lost, and hides the value where an
// operation needs none. Without it the forms do the same work.
"use strict";

(() => {
  const form = document.querySelector("form.correct");
  if (!form) return;

  const operation = form.querySelector("#operation");
  const value = form.querySelector("#value-field");
  if (operation && value) {
    const show = () => {
      value.hidden = operation.value === "clear";
    };
    operation.addEventListener("change", show);
    show();
    return;
  }

  const isChanged = (box) =>
    box.tagName === "SELECT"
      ? [...box.options].some((one) => one.selected !== one.defaultSelected)
      : box.value !== box.defaultValue;
  const boxes = [...form.querySelectorAll("input, textarea, select")];
  const mark = (box) => {
    const field = box.closest(".field");
    if (field) field.classList.toggle("changed", isChanged(box));
  };
  form.addEventListener("input", (event) => mark(event.target));
  boxes.forEach(mark);
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && boxes.some(isChanged)) event.preventDefault();
  });
})();
