package dev.vae.export.internal.onnx;

import java.util.List;
import java.util.SortedMap;

/**
 * One operation of the default domain.
 *
 * @param inputs names of values; empty names stand for optional inputs left out
 * @param output the one value it gives, under the node's own name unless it is an output of the
 *     graph
 */
public record Node(
    String name,
    String type,
    List<String> inputs,
    String output,
    SortedMap<String, Attribute> attributes) {}
