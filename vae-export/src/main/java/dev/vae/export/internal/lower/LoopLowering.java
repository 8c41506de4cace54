package dev.vae.export.internal.lower;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Tensor;
import dev.vae.export.internal.onnx.Attribute;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.internal.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A loop over steps as ONNX's Scan, whose body is a graph within the graph. What all steps share,
 * the body reads from the graph around it.
 */
final class LoopLowering {
  private final int opset;
  private final Emitter out;
  private final RuntimeShapes shapes;
  private final Values values;
  private final WeightInitializers weights;
  private final Emitter inner;

  LoopLowering(
      int opset, Emitter out, RuntimeShapes shapes, Values values, WeightInitializers weights) {
    this.opset = opset;
    this.out = out;
    this.shapes = shapes;
    this.values = values;
    this.weights = weights;
    this.inner = out.inner();
  }

  /** The values of all results, among the tensors needed, of the loop that one belongs to. */
  Map<Tensor, String> results(Tensor one, List<Tensor> needed) {
    List<Tensor> results = needed.stream().filter(t -> SequenceScan.together(one, t)).toList();
    List<SequenceScan.Result> which =
        results.stream().map(t -> t.attributes(SequenceScan.Result.class)).toList();
    SequenceScan scan = which.get(0).scan();
    Computation step = scan.step(which);
    LoweringPlan plan = new LoweringPlan(step);
    Values inside = new Values(plan, inner, shapes.inside(inner));
    List<String> states = new ArrayList<>();
    List<String> sequences = new ArrayList<>();
    List<ValueInfo> stateInfos = new ArrayList<>();
    List<ValueInfo> sequenceInfos = new ArrayList<>();
    Map<String, Integer> stateNumbers = new LinkedHashMap<>();
    for (int i = 0; i < scan.slots().size(); i++) {
      SequenceScan.Slot slot = scan.slots().get(i);
      Tensor input = slot.inside();
      String outer = values.of(one.operand(i));
      boolean state = slot.entry() == SequenceScan.Entry.STATE;
      if (slot.entry() == SequenceScan.Entry.SHARED) {
        inside.put(input, outer);
      } else if (!state || step.outputs().containsKey("next." + i)) {
        String name = out.names().fresh(one.scope() + "/step/" + input.name());
        inside.put(input, name);
        (state ? states : sequences).add(outer);
        ValueInfo info = new ValueInfo(name, GraphBuilder.symbols(input.shape()), "");
        (state ? stateInfos : sequenceInfos).add(info);
        if (state) {
          stateNumbers.put("next." + i, stateNumbers.size());
        }
      }
    }
    if (sequences.isEmpty()) {
      countSteps(one, scan, sequences, sequenceInfos);
    }
    List<ValueInfo> inputs = new ArrayList<>(stateInfos);
    inputs.addAll(sequenceInfos);
    List<String> operands = new ArrayList<>(states);
    operands.addAll(sequences);
    GraphDef body = body(one, step, plan, inside, inputs);
    int stacked = body.outputs().size() - states.size();
    List<String> given =
        out.emit(
            "Scan",
            attributes(scan, body, sequences.size(), stacked),
            operands,
            body.outputs().size());
    Map<Tensor, String> made = new IdentityHashMap<>();
    int next = states.size();
    for (int j = 0; j < results.size(); j++) {
      boolean last = which.get(j).last();
      int number = last ? stateNumbers.get("next." + slot(scan, which.get(j).result())) : next++;
      String value = given.get(number);
      boolean summed = which.get(j).form() == SequenceScan.Form.SUMMED;
      made.put(results.get(j), summed ? sum(value) : value);
    }
    return made;
  }

  /**
   * Gives a loop that has no sequence the numbers of its steps for one: ONNX's Scan takes the
   * number of turns from what it scans, and must have something to scan.
   */
  private void countSteps(
      Tensor one, SequenceScan scan, List<String> sequences, List<ValueInfo> infos) {
    sequences.add(out.longs(LongStream.range(0, scan.steps()).toArray()));
    String name = out.names().fresh(one.scope() + "/step/number");
    infos.add(new ValueInfo(name, OnnxType.INT64, List.of(), ""));
  }

  /** The sum over steps of what each of them gives. */
  private String sum(String stacked) {
    return out.emit("ReduceSum", Map.of("keepdims", Attribute.of(0)), stacked, out.longs(0));
  }

  private static int slot(SequenceScan scan, Tensor state) {
    int i = 0;
    while (scan.slots().get(i).inside() != state) {
      i++;
    }
    return i;
  }

  private GraphDef body(
      Tensor one, Computation step, LoweringPlan plan, Values inside, List<ValueInfo> inputs) {
    RuntimeShapes within = shapes.inside(inner);
    OpLowering lowering = new OpLowering(opset, plan, inner, within, inside, weights);
    plan.needed().stream().filter(t -> !inside.has(t)).forEach(lowering::lower);
    Map<String, String> outputs = new LinkedHashMap<>();
    List<ValueInfo> infos = new ArrayList<>();
    inner.at("outputs");
    step.outputs()
        .forEach(
            (name, t) -> {
              String own = out.names().fresh(one.scope() + "/step/" + name);
              outputs.put(own, inside.of(t));
              infos.add(new ValueInfo(own, GraphBuilder.symbols(t.shape()), ""));
            });
    GraphCleanup clean = new GraphCleanup(inner, out.names(), outputs, Map.of());
    String name = out.names().fresh(one.scope() + "/step");
    return new GraphDef(name, "", clean.nodes(), clean.initializers(), inputs, infos, List.of());
  }

  private static Map<String, Attribute> attributes(
      SequenceScan scan, GraphDef body, int sequences, int stacked) {
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("body", new Attribute.Subgraph(body));
    attributes.put("num_scan_inputs", Attribute.of(sequences));
    if (scan.reverse()) {
      attributes.put("scan_input_directions", Attribute.ints(Collections.nCopies(sequences, 1)));
      attributes.put("scan_output_directions", Attribute.ints(Collections.nCopies(stacked, 1)));
    }
    return attributes;
  }
}
