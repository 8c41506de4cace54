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
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro mar\u00e7o abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrze\u015bnia pa\u017adziernika"
        + " listopada grudnia",
    "\u044f\u043d\u0432\u0430\u0440\u044f \u0444\u0435\u0432\u0440\u0430\u043b\u044f"
        + " \u043c\u0430\u0440\u0442\u0430 \u0430\u043f\u0440\u0435\u043b\u044f"
        + " \u043c\u0430\u044f \u0438\u044e\u043d\u044f \u0438\u044e\u043b\u044f"
        + " \u0430\u0432\u0433\u0443\u0441\u0442\u0430"
        + " \u0441\u0435\u043d\u0442\u044f\u0431\u0440\u044f"
        + " \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043d\u043e\u044f\u0431\u0440\u044f"
        + " \u0434\u0435\u043a\u0430\u0431\u0440\u044f"
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
    NUMBERS.remove("out"); // 5 out of 10
  }

  private MonthNames() {}

  /** The month's number from 1, or 0 if it is no month's name. */
  static int number(String name) {
    return NUMBERS.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
  }
}
