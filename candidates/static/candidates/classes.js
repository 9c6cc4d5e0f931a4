// One box for all the classes of a file; without this they are ticked one by one. And once the
// choices are others, what the page shows is no longer what they ask.

const boxes = [...document.querySelectorAll("input[name=classes]")];

if (boxes.length > 3) {
  const label = document.createElement("label");
  const all = document.createElement("input");
  label.className = "tick";
  all.type = "checkbox";
  label.append(all, "Toutes les classes");
  boxes[0].closest("label").before(label);

  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", look));
  look();
}

const choice = document.querySelector("[data-choice]");
const yes = document.querySelector("[name=shown]")?.form.querySelector(".btn.primary");

choice?.addEventListener("change", () => {
  if (!yes || yes.disabled) return;
  yes.disabled = true;
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.textContent = choice.dataset.choice;
  yes.closest(".actions").before(note);
});
