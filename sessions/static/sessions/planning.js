// Lines for classes: added in place, and filled from what is copied in a spreadsheet.

const button = document.querySelector("[data-adds-line]");
const body = button?.form.querySelector("tbody");
const total = button?.form.elements["groups-TOTAL_FORMS"];
const MOST = 60;

const addLine = () => {
  const number = body.rows.length;
  if (number >= MOST) return null;
  const line = body.rows[number - 1].cloneNode(true);
  line.querySelectorAll(".error").forEach((error) => error.parentElement.remove());
  line.querySelectorAll("input").forEach((input) => {
    input.value = "";
    input.name = input.name.replace(/-\d+-/, `-${number}-`);
    input.id = input.id.replace(/-\d+-/, `-${number}-`);
    input.removeAttribute("value");
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, number + 1));
  });
  body.append(line);
  total.value = number + 1;
  return line;
};

button?.addEventListener("click", (event) => {
  const line = addLine();
  if (!line) return;
  event.preventDefault();
  line.querySelector("input").focus();
});

body?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const cell = event.target.closest("td");
  const first = cell.parentElement.rowIndex - 1;
  text.split(/\r?\n/).forEach((words, down) => {
    const line = body.rows[first + down] ?? addLine();
    words.split("\t").forEach((word, across) => {
      const input = line?.cells[cell.cellIndex + across]?.querySelector("input");
      if (input) input.value = word.trim();
    });
  });
});
