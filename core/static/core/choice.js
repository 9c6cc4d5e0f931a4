// One box that ticks them all, and knows when some are left out.

const boxes = [...document.querySelectorAll("tbody td:first-child > input[type=checkbox]")];
const heading = boxes[0]?.closest("table").querySelector("thead th");

if (boxes.length > 1) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "Tout choisir sur cette page");
  heading.replaceChildren(all);

  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", look));
  look();
}
