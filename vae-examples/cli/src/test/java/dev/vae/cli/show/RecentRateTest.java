package dev.vae.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecentRateTest {
  @Test
  void aSlowStartIsForgotten() {
    RecentRate rate = new RecentRate();
    rate.at(0, 0);
    double last = 0;
    for (int second = 1; second <= 60; second++) {
      // nothing for five seconds, then 100 a second
      last = rate.at(second, 100.0 * Math.max(0, second - 5));
    }
    assertEquals(100, last, 1e-9);
  }

  @Test
  void aChangeIsSeenWithinTenSecondsOrSo() {
    RecentRate rate = new RecentRate();
    rate.at(0, 0);
    double done = 0;
    double last = 0;
    for (int tenth = 1; tenth <= 800; tenth++) {
      done += tenth <= 400 ? 1 : 10;
      last = rate.at(tenth * 0.1, done);
    }
    assertEquals(100, last, 1e-6);
  }
}
