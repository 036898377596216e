/** Cells: swapping in their input, moving about in a table of inputs, reading what a spreadsheet puts on the clipboard. */

/** Asks for the input of a value: by its pencil, or in a table, whose cells have none, from below the address of the row. */
export function edit(place) {
  const pencil = place.querySelector("button[hx-get]");
  if (pencil) return pencil.click();
  const url = `${place.closest("tr").dataset.url}/cells/${place.dataset.edit}`;
  if (!place.querySelector("form")) window.htmx.ajax("GET", url, { target: place, swap: "innerHTML" });
}

/** The control a person works with in a cell: the input of a chooser rather than its hidden select. */
export function control(cell) {
  return cell?.querySelector("keta-chooser .chooser input") || cell?.querySelector("input:not([type=hidden]), select, textarea") || null;
}

/** True where an arrow key would leave the text: nothing to the side of the caret, or everything selected. */
export function isAtEdge(field, key) {
  if (field.matches("select, [type=checkbox], [type=radio]")) return true;
  let start, end;
  try {
    ({ selectionStart: start, selectionEnd: end } = field);
  } catch {
    return false;
  }
  if (start === null) return field.type !== "date";
  const isWhole = start === 0 && end === field.value.length;
  if (key === "ArrowLeft") return isWhole || (start === 0 && end === 0);
  return isWhole || start === field.value.length;
}

/** Rows of cells out of tab-separated text; quoted cells may hold line ends and doubled quotes. */
export function readTable(text) {
  const rows = [[""]];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    const row = rows.at(-1);
    if (isQuoted) {
      if (letter !== '"') row[row.length - 1] += letter;
      else if (text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
      else isQuoted = false;
    } else if (letter === '"' && row.at(-1) === "") isQuoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

const DATE = /^(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?$/;

/** Puts pasted text into a control of any kind; the answer says whether it fitted. */
export async function fill(field, text) {
  const chooser = field.closest("keta-chooser");
  if (chooser) return chooser.resolve(text.trim());
  if (field.matches("select")) return pick(field, text.trim());
  if (field.type === "checkbox") field.checked = /^(1|true|yes|y|是|✓|√)$/i.test(text.trim());
  else field.value = field.type === "date" ? isoDate(text.trim()) : text.trim();
  return true;
}

function isoDate(text) {
  const [, year, month, day] = text.match(DATE) || [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}

function pick(select, text) {
  const option = [...select.options].find((known) => known.label === text || known.value === text);
  if (option) select.value = option.value;
  return Boolean(option);
}
