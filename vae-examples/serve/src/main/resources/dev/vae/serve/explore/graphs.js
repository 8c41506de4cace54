// The graphs of a bundle in the browser, by onnxruntime-web: what 'vae export' wrote, run where the page is.

export class Graphs {
  /** Opens those beside the rows of a folder; a graph is loaded when it is first run. Aside: in a thread of its own. */
  static async open(base, say, aside) {
    const at = new URL(base, document.baseURI).href;
    const ort = await import(at + 'ort/ort.js');
    ort.env.logLevel = 'error';
    ort.env.wasm.numThreads = 1; // more need headers that most hosts do not send
    ort.env.wasm.proxy = aside;
    ort.env.wasm.wasmPaths = { mjs: at + 'ort/ort-wasm.js', wasm: at + 'ort/ort-wasm.wasm' };
    const told = await (await fetch(at + 'onnx/graphs.json')).json();
    return Object.assign(new Graphs(), { ort, at, say, ...told, sessions: {}, queue: Promise.resolve() });
  }

  has(name) { return name in this.files; }

  inputs(name) { return this.files[name].inputs; }

  session(name) {
    this.sessions[name] ||= this.ort.InferenceSession.create(`${this.at}onnx/${name}.onnx`,
      { executionProviders: ['wasm'], logSeverityLevel: 3 }); // errors
    return this.sessions[name];
  }

  tensor(type, values, shape) { return new this.ort.Tensor(type, values, shape); }

  /** One run at a time, as the runtime wants it; null where it failed, which is said. */
  run(name, feeds) {
    const turn = this.queue.then(async () => {
      try {
        const session = await this.session(name);
        const results = await session.run(feeds());
        this.say('');
        return results;
      } catch (fault) {
        this.say(fault.message);
        return null;
      }
    });
    this.queue = turn;
    return turn;
  }
}
