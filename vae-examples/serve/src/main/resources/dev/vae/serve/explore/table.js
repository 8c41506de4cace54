// The row of a table: its cells, how surprising each is, what a missing one was filled with.
import { table } from './show.js';

/** Says of each cell what the model says; asked anew when one is edited, where there is a model. */
export function editor(rows, model, { chosen, judged }) {
  const lists = document.createDocumentFragment();
  rows.data.columns.forEach((column, c) => {
    const list = document.createElement('datalist');
    list.id = `levels-${c}`;
    column.levels.forEach(level => list.append(new Option(level)));
    lists.append(list);
  });
  document.body.append(lists);

  const tell = (answer, notes) => {
    judged.textContent = `score ${answer.score.toFixed(2)} nats, higher than ${answer.percentile.toFixed(0)} of 100 rows, p = ${answer.pValue.toPrecision(2)}` +
      (answer.problems ? '; ' + answer.problems.join('; ') : '');
    for (const [name, note] of notes) {
      const reason = answer.reasons.find(r => r.column === name);
      const cell = answer.filled.find(f => f.column === name);
      note.textContent = cell ? `missing: ${cell.text}${cell.levels ? ' of ' + cell.levels.join(', ') : ` (${cell.low.toPrecision(4)} to ${cell.high.toPrecision(4)})`}`
        : reason ? `${reason.surprise.toFixed(1)}, expected ${reason.expected}` : '';
      note.className = !cell && reason && reason.surprise > 4 ? 'odd' : '';
    }
  };

  return async number => {
    const values = await rows.row(number);
    const inputs = new Map(), notes = new Map();
    const judge = async () => {
      if (!model) { tell(await rows.judged(number), notes); return; }
      const record = Object.fromEntries([...inputs].map(([name, input]) => [name, input.value === '' ? null : input.value]));
      const [answer] = await model.score([record], { reasons: rows.data.columns.length });
      const [filled] = await model.impute([record]);
      if (answer && filled) tell({ ...answer, filled: filled.filled }, notes);
    };
    const lines = rows.data.columns.map((column, c) => {
      const input = document.createElement('input');
      const note = document.createElement('span');
      input.value = values[column.name] ?? '';
      input.readOnly = !model;
      input.setAttribute('aria-label', column.name);
      if (column.levels.length) input.setAttribute('list', `levels-${c}`);
      input.onchange = judge;
      inputs.set(column.name, input);
      notes.set(column.name, note);
      return [column.name, input, note];
    });
    chosen.replaceChildren(table(['column', 'value', 'surprise (4 and more: 1 row in 50)'], lines));
    await judge();
  };
}
