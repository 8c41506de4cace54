package dev.vae.data.table.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Units of measure, and which of them are of one kind: 512 KB and 1.5 MB, 300 g and 2 kg. */
public final class UnitKinds {
  /** Units that may stand behind a number; those of one letter only behind a blank. */
  static final Set<String> KNOWN =
      Set.of(
          ("kg mg \u00b5g lb lbs oz cm mm km mi ft in ml cl dl km/h kmh mph m/s"
                  + " \u00b0C \u00b0F \u00b0 ms min sec hrs kW kWh MW Hz kHz MHz GHz KB kB"
                  + " MB GB TB hPa bar mbar psi m\u00b2 m2 km\u00b2 m\u00b3 m3 sqft ppm bpm"
                  + " mmHg mg/dL mmol/L kcal kJ kPa MPa MWh GWh \u00b5m nm kV mV mA dB rpm"
                  + " l/100km kg/m2 kg/m\u00b2 ha bps bp pp \u2030 Mio Mio. Mrd Mrd. Tsd."
                  + " TEUR mn bn pcs Stk days hours yrs pts px m g l L t h s V W A mg/L g/L"
                  + " \u00b5g/L ng/mL \u00b5g/m\u00b3 mg/kg mol/L pH dpi fps kcal/mol kbps"
                  + " Mbps Gbps Kbps")
              .split(" "));

  /** The kind of words and letters for powers of ten: 20.1k, 3.4M, 1.2bn. */
  public static final String MAGNITUDES = "magnitudes";

  private static final String[][] KINDS = {
    {
      MAGNITUDES,
      "k=1e3 K=1e3 M=1e6 m=1e6 B=1e9 b=1e9 G=1e9 T=1e12 mn=1e6 mln=1e6 mio=1e6 Mio=1e6 Mio.=1e6"
          + " MM=1e6 bn=1e9 bln=1e9 Mrd=1e9 Mrd.=1e9 Md=1e9 tn=1e12 trn=1e12 Tsd=1e3 Tsd.=1e3"
          + " thousand=1e3 million=1e6 billion=1e9 trillion=1e12 lakh=1e5 Lakh=1e5 lakhs=1e5"
          + " crore=1e7 Crore=1e7 crores=1e7 \u4e07=1e4 \u842c=1e4 \ub9cc=1e4 \u5104=1e8 \u4ebf=1e8"
          + " \u5146=1e12 \u5343=1e3 tys.=1e3 mld=1e9 mil=1e3"
    },
    {
      "bytes",
      "B=1 byte=1 bytes=1 Bytes=1 k=1e3 K=1e3 kB=1e3 KB=1e3 kb=1e3 M=1e6 MB=1e6 mb=1e6 G=1e9 GB=1e9"
          + " gb=1e9 TB=1e12 tb=1e12 PB=1e15 KiB=1024 MiB=1048576 GiB=1073741824 TiB=1099511627776"
          + " Ki=1024 Mi=1048576 Gi=1073741824 Ti=1099511627776"
    },
    {"bits a second", "bps=1 kbps=1e3 Kbps=1e3 Mbps=1e6 Gbps=1e9 kbit/s=1e3 Mbit/s=1e6 Gbit/s=1e9"},
    {
      "lengths",
      "nm=1e-9 \u00b5m=1e-6 um=1e-6 mm=1e-3 cm=1e-2 dm=1e-1 m=1 km=1e3 in=0.0254 ft=0.3048"
          + " yd=0.9144 mi=1609.344"
    },
    {
      "masses",
      "\u00b5g=1e-6 ug=1e-6 mcg=1e-6 mg=1e-3 g=1 kg=1e3 t=1e6 oz=28.349523125 lb=453.59237"
          + " lbs=453.59237"
    },
    {"volumes", "\u00b5l=1e-6 \u00b5L=1e-6 ml=1e-3 mL=1e-3 cl=1e-2 dl=1e-1 l=1 L=1 hl=1e2"},
    {
      "concentrations",
      "fM=1e-15 pM=1e-12 nM=1e-9 \u00b5M=1e-6 uM=1e-6 mM=1e-3 pmol/L=1e-12 nmol/L=1e-9"
          + " \u00b5mol/L=1e-6 umol/L=1e-6 mmol/L=1e-3 mol/L=1"
    },
    {
      "masses in a volume",
      "pg/mL=1e-9 ng/mL=1e-6 \u00b5g/L=1e-6 ug/L=1e-6 \u00b5g/mL=1e-3 ug/mL=1e-3 mg/L=1e-3"
          + " mg/mL=1 g/L=1 mg/dL=1e-2 g/dL=10"
    },
    {"frequencies", "Hz=1 kHz=1e3 MHz=1e6 GHz=1e9"},
    {"powers", "mW=1e-3 W=1 kW=1e3 MW=1e6 GW=1e9"},
    {"energies", "Wh=1 kWh=1e3 MWh=1e6 GWh=1e9 TWh=1e12"},
    {"heats", "J=1 kJ=1e3 MJ=1e6 cal=4.184 kcal=4184"},
    {"voltages", "\u00b5V=1e-6 mV=1e-3 V=1 kV=1e3"},
    {"currents", "\u00b5A=1e-6 mA=1e-3 A=1"},
    {"pressures", "Pa=1 hPa=1e2 kPa=1e3 MPa=1e6 mbar=1e2 bar=1e5"},
    {"areas", "cm\u00b2=1e-4 m\u00b2=1 m2=1 ha=1e4 km\u00b2=1e6"},
    {"north and south", "N=1 S=-1 \u00b0N=1 \u00b0S=-1"},
    {"east and west", "E=1 W=-1 O=-1 \u00b0E=1 \u00b0W=-1 \u00b0O=-1"},
    {"credit and debit", "CR=1 DR=-1 Cr=1 Dr=-1 cr=1 dr=-1"},
    {"Haben und Soll", "H=1 S=-1"},
  };

  private static final Map<String, Map<String, Double>> FACTORS = new LinkedHashMap<>();
  private static final Map<String, List<String>> KINDS_OF = new HashMap<>();

  static {
    for (String[] kind : KINDS) {
      Map<String, Double> factors = new HashMap<>();
      for (String unit : kind[1].split(" ")) {
        int equals = unit.indexOf('=');
        factors.put(unit.substring(0, equals), Double.valueOf(unit.substring(equals + 1)));
      }
      if (kind[0].equals(MAGNITUDES)) {
        for (String unit : List.copyOf(factors.keySet())) {
          for (String currency :
              List.of("\u20ac", " \u20ac", " EUR", "$", " USD", "\u00a3", " CHF")) {
            factors.put(unit + currency, factors.get(unit));
          }
        }
      }
      FACTORS.put(kind[0], factors);
      factors
          .keySet()
          .forEach(u -> KINDS_OF.computeIfAbsent(u, x -> new ArrayList<>()).add(kind[0]));
    }
  }

  private UnitKinds() {}

  /** Returns the kinds that a unit may be of, without blanks around it; none if it is not known. */
  public static List<String> kinds(String unit) {
    return KINDS_OF.getOrDefault(closed(unit), List.of());
  }

  /** Without the blank behind the sign of degrees. */
  private static String closed(String unit) {
    return unit.startsWith("\u00b0 ") ? "\u00b0" + unit.substring(2) : unit;
  }

  /** Whether a kind says by its word which sign a number has. */
  public static boolean signs(String kind) {
    return FACTORS.get(kind).containsValue(-1.0);
  }

  /** Returns how many of its kind's unit one of a unit is; NaN if the kind has no such. */
  public static double factor(String kind, String unit) {
    Map<String, Double> factors = FACTORS.getOrDefault(kind, Map.of());
    return factors.getOrDefault(closed(unit), Double.NaN);
  }

  /** A word that stands behind numbers, as of one and as of several. */
  static List<String> numbers(String word) {
    return word.endsWith("s") && word.length() > 2
        ? List.of(word, word.substring(0, word.length() - 1))
        : List.of(word, word + "s");
  }
}
