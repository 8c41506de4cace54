// The row of a table: its cells, how surprising each is, what a missing one was filled with.
import { table } from './show.js';

const MOST = 6; // levels of a set that are named

/** Says of each cell what the model says; asked anew when one is edited, where there is a model. */
export function editor(rows, model, { chosen, judged, moved }) {
  const { columns, browser } = rows.data;
  const lists = document.createDocumentFragment();
  columns.forEach((column, c) => {
    const list = document.createElement('datalist');
    list.id = `levels-${c}`;
    column.levels.forEach(level => list.append(new Option(level)));
    lists.append(list);
  });
  document.body.append(lists);

  const several = levels => levels.slice(0, MOST).join(', ') + (levels.length > MOST ? ` and ${levels.length - MOST} more` : '');
  const tell = (answer, notes) => {
    judged.textContent = `score ${answer.score.toFixed(2)} nats, higher than ${answer.percentile.toFixed(0)} of 100 rows, p = ${answer.pValue.toPrecision(2)}` +
      (answer.problems ? '; ' + answer.problems.join('; ') : '');
    for (const [name, note] of notes) {
      const reason = answer.reasons.find(r => r.column === name);
      const cell = answer.filled.find(f => f.column === name);
      note.textContent = cell ? `missing: ${cell.text}${cell.levels ? ' of ' + several(cell.levels) : ` (${cell.lowText} to ${cell.highText})`}`
        : reason ? `${reason.surprise.toFixed(1)}, expected ${reason.expected || 'blank'}` : '';
      note.className = !cell && reason && reason.surprise > 4 ? 'odd' : '';
    }
  };

  let asked = 0;
  return async number => {
    const values = await rows.row(number);
    const inputs = new Map(), notes = new Map();
    const judge = async edited => {
      const mine = ++asked;
      // rows as they are were judged when a page was made that runs the model itself
      if (!model || browser && !edited) {
        const answer = await rows.judged(number);
        if (mine === asked) tell(answer, notes);
        return;
      }
      judged.textContent = 'computing ...';
      const record = Object.fromEntries([...inputs].map(([name, input]) => [name, input.value === '' ? null : input.value]));
      const [answer] = await model.score([record], { reasons: columns.length, row: number });
      const [filled] = await model.impute([record], { row: number });
      if (mine !== asked) return;
      judged.textContent = '';
      if (answer && filled) tell({ ...answer, filled: filled.filled }, notes);
      const [place] = edited ? await model.encode([record], { row: number }) : [];
      if (place && mine === asked) moved(place.mean);
    };
    const lines = columns.map((column, c) => {
      const input = document.createElement('input');
      const note = document.createElement('span');
      input.value = values[column.name] ?? '';
      input.readOnly = !model;
      input.setAttribute('aria-label', column.name);
      if (column.levels.length) input.setAttribute('list', `levels-${c}`);
      input.onchange = () => judge(true);
      inputs.set(column.name, input);
      notes.set(column.name, note);
      return [column.name, input, note];
    });
    chosen.replaceChildren(table(['column', 'value', 'surprise (4 and more: 1 row in 50)'], lines));
    await judge(false);
  };
}
