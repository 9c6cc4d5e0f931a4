// Communes suggested as one types; the field is a plain one without this.

const form = document.querySelector("[data-communes]");
const commune = form?.querySelector("[name=birth_commune]");
const department = form?.querySelector("[name=birth_department]");
const country = form?.querySelector("[name=birth_country]");

if (commune) {
  const list = document.createElement("datalist");
  list.id = "communes";
  form.append(list);
  commune.setAttribute("list", list.id);
  let asked = 0;

  // A suggestion names its department; choosing it fills the code, even when the suggestions
  // come after the field is left.
  const choose = () => {
    const chosen = [...list.options].find((option) => option.value === commune.value);
    if (chosen && !department.value) department.value = chosen.dataset.department;
  };

  const suggest = async () => {
    const turn = ++asked;
    if (country.value !== "FR" || commune.value.length < 2) return list.replaceChildren();
    const query = new URLSearchParams({ q: commune.value, departement: department.value });
    const answer = await fetch(`${form.dataset.communes}?${query}`).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const { communes } = await answer.json();
    list.replaceChildren(...communes.map(({ name, department }) => {
      const option = new Option(`${name} (${department})`, name);
      option.dataset.department = department;
      return option;
    }));
    if (document.activeElement !== commune) choose();
  };

  commune.addEventListener("input", suggest);
  commune.addEventListener("change", choose);
}
