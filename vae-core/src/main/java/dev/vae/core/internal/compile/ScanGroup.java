package dev.vae.core.internal.compile;

import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** All results of one loop over steps, which are computed together. */
final class ScanGroup {
  final List<Tensor> results = new ArrayList<>();
}
