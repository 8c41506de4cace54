// Who answers: the server, or the model in the browser, or nobody. All have the same methods, those that fit the model.

class ServerModel {
  constructor(rows, condition, say) { Object.assign(this, { rows, condition, say }); }

  /** Asks the model; an empty list where it could not answer, which is said. */
  async call(operation, rows, options = {}) {
    const body = { rows, ...options };
    if (this.rows.data.condition.length) body.condition = this.condition();
    try {
      const response = await fetch(`models/${encodeURIComponent(this.rows.data.model)}/${operation}`,
        { method: 'POST', body: JSON.stringify(body) });
      const answer = await response.json();
      this.say(answer.error);
      return answer.rows || [];
    } catch {
      this.say('the server does not answer');
      return [];
    }
  }

  decode(points) { return this.call('decode', points); }
  reconstruct(rows) { return this.call('reconstruct', rows); }
  score(rows, { reasons } = {}) { return this.call('score', rows, { reasons }); }
  impute(rows) { return this.call('impute', rows); }
  encode(rows) { return this.call('encode', rows); }
}

/** Opens what answers for rows; null if nobody does. */
export async function openModel(rows, condition, say) {
  if (rows.data.browser && rows.tabular) {
    const { BrowserTable } = await import('./tablemodel.js');
    return BrowserTable.open(rows, say);
  }
  if (rows.data.browser) {
    const { BrowserModel } = await import('./browser.js');
    return BrowserModel.open(rows, condition, say);
  }
  return rows.data.server ? new ServerModel(rows, condition, say) : null;
}
