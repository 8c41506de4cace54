package dev.vae.data.table.cell;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Months by their names and usual short forms, in six languages. */
final class MonthNames {
  private static final String[] LISTS = {
    "january february march april may june july august september october november december",
    "januar februar m\u00e4rz april mai juni juli august september oktober november dezember",
    "janvier f\u00e9vrier mars avril mai juin juillet ao\u00fbt septembre octobre novembre"
        + " d\u00e9cembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        + " dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december"
  };
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (String list : LISTS) {
      String[] names = list.split(" ");
      for (int month = 1; month <= 12; month++) {
        String name = names[month - 1];
        NUMBERS.putIfAbsent(name, month);
        for (int length = 3; length <= Math.min(4, name.length()); length++) {
          NUMBERS.putIfAbsent(name.substring(0, length), month);
        }
      }
    }
    NUMBERS.put("juin", 6);
    NUMBERS.put("juil", 7);
    NUMBERS.put("mrz", 3);
  }

  private MonthNames() {}

  /** The month's number from 1, or 0 if it is no month's name. */
  static int number(String name) {
    return NUMBERS.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
  }
}
