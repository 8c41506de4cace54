package dev.vae.data.table.infer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a column's name hints at; never the only evidence. */
final class Names {
  private static final Set<String> IDS =
      Set.of(
          "id",
          "key",
          "uuid",
          "guid",
          "nr",
          "no",
          "ids",
          "pk",
          "index",
          "number",
          "num",
          "numero",
          "n\u00famero");

  /** What keys are of, in names written as one word, such as custid and orderno. */
  private static final Set<String> KEYED =
      Set.of(
          ("account acct article artikel batch booking case claim client contact contract cust"
                  + " customer device doc document emp employee entity event household inv invoice"
                  + " item kunde kunden loan member message msg node object order parcel part"
                  + " patient payment person policy prod product rec record request row sale"
                  + " sample sensor serial session shipment site staff store student subject"
                  + " supplier tag ticket trans transaction trip txn user vehicle vendor visit")
              .split(" "));

  private static final Set<String> CLASSES =
      Set.of(
          "code",
          "type",
          "class",
          "flag",
          "category",
          "cat",
          "kind",
          "group",
          "status",
          "label",
          "gender",
          "sex",
          "typ",
          "klasse",
          "art",
          "cluster",
          "zone",
          "region",
          "species",
          "target");

  private static final Set<String> QUANTITIES =
      Set.of(
          ("qty quantity quantities count counts pieces pcs units menge anzahl st\u00fcck stueck"
                  + " quantit\u00e9 quantite nombre cantidad quantidade qtd qtde quantit\u00e0"
                  + " aantal antal m\u00e4ngd ilo\u015b\u0107 ilosc sztuk liczba po\u010det"
                  + " m\u00e1ra adet \u6570\u91cf \u4eba\u6570")
              .split(" "));

  private static final Set<String> POSTAL =
      Set.of(
          "zip",
          "zipcode",
          "postcode",
          "postalcode",
          "postal",
          "plz",
          "postleitzahl",
          "pincode",
          "cep",
          "postnummer",
          "postnr",
          "fips");
  private static final Set<String> TIMES =
      Set.of(
          "ts",
          "time",
          "timestamp",
          "date",
          "datetime",
          "epoch",
          "created",
          "updated",
          "modified",
          "at",
          "seen",
          "login",
          "logged",
          "start",
          "started",
          "begin",
          "end",
          "ended",
          "received",
          "sent",
          "expires",
          "expiry",
          "when",
          "unix",
          "zeit",
          "datum");
  private static final Set<String> MONTHS =
      Set.of(
          "month", "monat", "mois", "period", "periode", "ym", "yyyymm", "yearmonth", "calmonth");
  private static final Set<String> YEARS = Set.of("year", "jahr", "annee", "ano", "yr", "years");

  private static final Set<String> DURATIONS =
      Set.of(
          ("duration durations dauer dur\u00e9e duree duraci\u00f3n duracion durata duur elapsed"
               + " took runtime laufzeit uptime downtime lap laps pace split length playtime delay"
               + " latency wait waited waiting worked overtime spent response handling talk hold"
               + " pause sleep runningtime tempo")
              .split(" "));
  private static final Set<String> HOURS =
      Set.of(
          "worked",
          "hours",
          "overtime",
          "spent",
          "sleep",
          "flight",
          "arbeitszeit",
          "stunden",
          "shift",
          "battery");

  private Names() {}

  private static Set<String> tokens(String name) {
    String parted = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return new HashSet<>(Arrays.asList(parted.split("[^\\p{L}0-9]+")));
  }

  private static boolean any(String name, Set<String> words) {
    return tokens(name).stream().anyMatch(words::contains);
  }

  static boolean id(String name) {
    return any(name, IDS)
        || tokens(name).stream()
            .anyMatch(
                t ->
                    t.endsWith("nummer")
                        || t.endsWith("nr") && !t.equals("inr")
                        || keyed(t, "id", "key", "no", "num", "number"));
  }

  private static boolean keyed(String token, String... endings) {
    return Arrays.stream(endings)
        .anyMatch(
            e ->
                token.endsWith(e)
                    && KEYED.contains(token.substring(0, token.length() - e.length())));
  }

  /** Names that even a repeated number is a key by. */
  static boolean key(String name) {
    return any(name, Set.of("id", "key", "uuid", "guid"))
        || tokens(name).stream().anyMatch(t -> keyed(t, "id", "key"));
  }

  /** Names of lengths of time. */
  static boolean duration(String name) {
    return any(name, DURATIONS);
  }

  /** Names of lengths of time that are some hours. */
  static boolean hours(String name) {
    return any(name, HOURS);
  }

  /** Names of what is counted. */
  static boolean quantity(String name) {
    return any(name, QUANTITIES);
  }

  static boolean postal(String name) {
    return any(name, POSTAL);
  }

  static boolean classes(String name) {
    return any(name, CLASSES);
  }

  static boolean time(String name) {
    return any(name, TIMES);
  }

  static boolean month(String name) {
    return any(name, MONTHS);
  }

  static boolean year(String name) {
    return any(name, YEARS);
  }
}
