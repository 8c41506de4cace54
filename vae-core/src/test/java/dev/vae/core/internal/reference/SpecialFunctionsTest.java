package dev.vae.core.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against values computed with 40 digits by mpmath. */
class SpecialFunctionsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static void compare(DoubleUnaryOperator f, double[][] table, double absolute) {
    for (double[] row : table) {
      double got = f.applyAsDouble(row[0]);
      double allowed = Math.max(1e-14 * Math.abs(row[1]), absolute);
      boolean near = Double.compare(row[1], got) == 0 || Math.abs(row[1] - got) <= allowed;
      assertTrue(near, "at " + row[0] + ": " + got + " instead of " + row[1]);
    }
  }

  @Test
  void erf() {
    double[][] table = {
      {1e-300, 1.1283791670955126022e-300},
      {1e-10, 1.128379167095512615e-10},
      {0.1, 0.1124629160182848984},
      {0.5, 0.52049987781304653768},
      {0.9999, 0.84265927804875947799},
      {1, 0.84270079294971486934},
      {1.5, 0.96610514647531072707},
      {2, 0.99532226501895273416},
      {2.5, 0.99959304798255504106},
      {2.999, 0.99997776983140016594},
      {3, 0.99997790950300141456},
      {3.0001, 0.9999779234241298067},
      {4, 0.99999998458274209972},
      {5.9, 0.9999999999999999281},
    };
    compare(SpecialFunctions::erf, table, 0);
    compare(x -> -SpecialFunctions.erf(-x), table, 0);
    double[][] exact = {
      {0, 0}, {10, 1}, {INF, 1}, {-INF, -1}, {1e300, 1}, {Double.NaN, Double.NaN}
    };
    compare(SpecialFunctions::erf, exact, 0);
  }

  @Test
  void lgamma() {
    double[][] table = {
      {1e-300, 690.77552789821370518},
      {1e-10, 23.025850929882735237},
      {0.1, 2.252712651734205902},
      {0.4999, 0.57256131860411841589},
      {0.5, 0.57236494292470008707},
      {0.75, 0.20328095143129537148},
      {0.99999, 5.7722388960930893727e-6},
      {1.00001, -5.7720744027504826216e-6},
      {1.25, -0.098271836421813161464},
      {1.4999, -0.12078588195849393823},
      {1.5, -0.12078223763524522235},
      {1.75, -0.084401121020485555958},
      {1.99999, -4.2278111042416735176e-6},
      {2.00001, 4.2278755976483595969e-6},
      {2.25, 0.1248717148923965943},
      {2.5, 0.28468287047291915963},
      {2.75, 0.47521466691493713031},
      {3, 0.69314718055994530942},
      {5, 3.1780538303479456196},
      {14.5, 23.862765841689084906},
      {15, 25.1912211827386815},
      {30.25, 72.104204742007999824},
      {171.5, 709.14316303092824227},
      {100000.0, 1051287.7089736568949},
      {1000000000000000.0, 33538776394910668.91},
      {1e300, 6.8977552789821374147e302},
      {-1e-10, 23.02585092999817837},
      {-0.5, 1.2655121234846453965},
      {-1.5, 0.86004701537648101451},
      {-2.25, 0.55550154502064747059},
      {-7.875, -8.2326682390430441573},
      {-40.5, -111.02964715732847734},
    };
    compare(SpecialFunctions::lgamma, table, 0);
    double[][] exact = {
      {0, INF}, {-1, INF}, {-7, INF}, {INF, INF}, {1, 0}, {2, 0}, {Double.NaN, Double.NaN}
    };
    compare(SpecialFunctions::lgamma, exact, 0);
  }

  @Test
  void digamma() {
    double[][] table = {
      {1e-300, -9.9999999999999997494e299},
      {1e-10, -10000000000.5772153},
      {0.1, -10.423754940411076232},
      {0.5, -1.9635100260214234794},
      {1, -0.57721566490153286061},
      {1.4616, -0.000031106251230341649658},
      {1.5, 0.036489973978576520559},
      {2, 0.42278433509846713939},
      {3.25, 1.0169909110681790364},
      {10, 2.2517525890667211076},
      {14.999, 2.6742777210575356123},
      {15, 2.6743466616607937017},
      {100.5, 4.6051743525818452119},
      {100000.0, 11.512920464961895087},
      {1000000000000000.0, 34.53877639491068476},
      {-1e-10, 9999999999.4227839706},
      {-0.5, 0.036489973978576520559},
      {-1.5, 0.70315664064524318723},
      {-1.25, 3.7141391202135278304},
      {-2.75, -1.9590552649779970098},
      {-7.875, -5.4586319404955003047},
      {-40.5, 3.7135968509579249424},
    };
    compare(SpecialFunctions::digamma, table, 5e-15);
    double[][] exact = {{0, -INF}, {-0.0, INF}, {-3, Double.NaN}, {INF, INF}, {-INF, Double.NaN}};
    compare(SpecialFunctions::digamma, exact, 0);
  }

  @Test
  void sigmoidAndSoftplusKeepTheirTails() {
    double[][] sigmoid = {
      {0, 0.5}, {-745, Math.exp(-745)}, {-40, Math.exp(-40)}, {40, 1}, {INF, 1}, {-INF, 0}
    };
    compare(SpecialFunctions::sigmoid, sigmoid, 0);
    double[][] softplus = {
      {0, Math.log(2)}, {-40, Math.exp(-40)}, {800, 800}, {INF, INF}, {-INF, 0}
    };
    compare(SpecialFunctions::softplus, softplus, 0);
    assertEquals(Double.NaN, SpecialFunctions.sigmoid(Double.NaN));
    assertEquals(Double.NaN, SpecialFunctions.softplus(Double.NaN));
  }
}
