package dev.vae.data.table.infer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void keysAreKnownByTheirNamesInOneWordAsWell() {
    for (String name :
        List.of("id", "custid", "CUSTID", "customerId", "order_no", "orderno", "kundennr")) {
      assertTrue(Names.id(name), name);
    }
    for (String name : List.of("userid", "userId", "record_key", "reckey")) {
      assertTrue(Names.key(name), name);
    }
  }

  @Test
  void wordsThatEndAlikeAreNoKeys() {
    for (String name :
        List.of("paid", "covid", "humid", "acid", "fluid", "bid", "casino", "turkey", "monkey")) {
      assertFalse(Names.id(name), name);
      assertFalse(Names.key(name), name);
    }
  }
}
