package dev.vae.core.internal.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.batch(4, 6));
  private final View dense = View.dense(x.shape());

  @Test
  void reshapesOfDenseNumbersAreDense() {
    assertTrue(dense.then(x.reshape(Shape.of(Dim.rows(4), Dim.of(2), Dim.of(3)))).isDense());
    assertTrue(dense.then(x.reshape(Shape.of(Dim.of(6), Dim.rows(4)))).isDense());
  }

  @Test
  void aPermutationIsNoLongerDenseAndCannotMergeAxes() {
    View p = dense.then(x.permute(0, 2, 1));
    assertFalse(p.isDense());
    assertNull(p.then(x.permute(0, 2, 1).reshape(Shape.batch(24))));
    View split = p.then(x.permute(0, 2, 1).reshape(Shape.batch(6, 2, 2)));
    assertArrayEquals(p.at(3).strides(), split.at(3).strides());
    assertArrayEquals(new int[] {24, 1, 6}, split.at(3).strides());
  }

  @Test
  void aBiasHasAPeriodAndARowNumberARepeat() {
    Tensor bias = graph.input("b", Shape.of(6));
    View b = View.dense(bias.shape()).expand(x.shape());
    assertEquals(new Extent(6, 0), b.period());
    assertNull(b.repeat());
    Tensor row = graph.input("r", Shape.batch(1, 1));
    View r = View.dense(row.shape()).expand(x.shape());
    assertEquals(new Extent(24, 0), r.repeat());
    assertNull(r.period());
    Tensor s = graph.input("s", Shape.SCALAR);
    assertTrue(View.dense(s.shape()).expand(x.shape()).isScalar());
  }

  @Test
  void aSliceKeepsItsOffset() {
    View v = dense.then(x.slice(1, 1, 4, 2));
    assertEquals(6, v.at(2).offset());
    assertFalse(v.isDense());
  }
}
