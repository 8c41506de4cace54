package dev.vae.serve.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.serve.call.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests as the specification's own examples have them, and as they should not be. */
class InferenceRequestTest {
  private static InferenceRequest read(String json, byte... binary) {
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + binary.length);
    System.arraycopy(binary, 0, all, head.length, binary.length);
    return InferenceRequestReader.read(all, head.length);
  }

  private static String refusal(String json, byte... binary) {
    RequestException refused = assertThrows(RequestException.class, () -> read(json, binary));
    assertEquals(400, refused.status());
    return refused.getMessage();
  }

  /** The example of section "Inference Request Examples". */
  @Test
  void readsTheExampleOfTheSpecification() {
    InferenceRequest request =
        read(
            """
            {"id" : "42", "inputs" : [
              {"name" : "input0", "shape" : [ 2, 2 ], "datatype" : "UINT32", "data" : [ 1, 2, 3, 4 ]},
              {"name" : "input1", "shape" : [ 3 ], "datatype" : "BOOL", "data" : [ true ,false, true ]}],
             "outputs" : [ {"name" : "output0"} ]}
            """);
    assertEquals(Optional.of("42"), request.id());
    assertArrayEquals(new double[] {1, 2, 3, 4}, request.inputs().get("input0").numbers());
    assertEquals(List.of(2L, 2L), request.inputs().get("input0").shape());
    assertArrayEquals(new double[] {1, 0, 1}, request.inputs().get("input1").numbers());
    assertEquals(
        List.of(new InferenceRequest.Output("output0", Optional.empty())), request.outputs());
  }

  @Test
  void takesNestedDataAndNulls() {
    NamedTensor tensor =
        read("{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\","
                + "\"data\":[[1.5,null],[-3e-2,4]]}]}")
            .inputs()
            .get("x");
    assertArrayEquals(new double[] {1.5, Double.NaN, -0.03, 4}, tensor.numbers());
    NamedTensor texts =
        read("{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"BYTES\","
                + "\"data\":[\"é\",null]}]}")
            .inputs()
            .get("x");
    assertEquals(
        Arrays.asList("é", null), Arrays.asList(((NamedTensor.Texts) texts.values()).array()));
  }

  private static String input(String datatype, String data) {
    return "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\""
        + datatype
        + "\",\"data\":["
        + data
        + "]}]}";
  }

  /** As it cannot be in binary. */
  @Test
  void refusesNumbersThatAreNotOfTheirType() {
    Map<String, List<String>> wrong =
        Map.of(
            "BOOL", List.of("2", "-1", "0.5"),
            "UINT8", List.of("256", "-1", "1.5"),
            "UINT64", List.of("-1", "1e20"),
            "INT8", List.of("128", "-129", "0.1"),
            "INT32", List.of("2147483648", "1e-3"),
            "INT64", List.of("1.5", "1e19"));
    wrong.forEach(
        (type, numbers) ->
            numbers.forEach(
                number -> {
                  String said = refusal(input(type, number));
                  assertTrue(said.startsWith("input 'x' of " + type + " has "), said);
                }));
    Map<String, List<String>> right =
        Map.of(
            "BOOL", List.of("1", "true", "null"),
            "UINT8", List.of("255", "0", "null"),
            "UINT64", List.of("18446744073709551615"),
            "INT8", List.of("127", "-128"),
            "INT64", List.of("9223372036854775807", "-9223372036854775808", "3.0"),
            "FP16", List.of("0.1"));
    right.forEach(
        (type, numbers) ->
            numbers.forEach(
                number ->
                    assertEquals(1, read(input(type, number)).inputs().get("x").rows(), number)));
  }

  @Test
  void refusesWhatIsThereTwice() {
    String whole =
        "{\"id\":\"a\",\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1],"
            + "\"parameters\":{\"p\":1}}],\"outputs\":[{\"name\":\"o\",\"parameters\":"
            + "{\"binary_data\":true}}],\"parameters\":{\"q\":2}}";
    read(whole);
    for (String key :
        List.of("\"id\":\"a\"", "\"shape\":[1]", "\"data\":[1]", "\"p\":1", "\"q\":2")) {
      String said = refusal(whole.replace(key, key + "," + key));
      assertTrue(said.contains("is there twice"), said);
    }
    for (String key : List.of("\"name\":\"x\"", "\"name\":\"o\"", "\"binary_data\":true")) {
      String said = refusal(whole.replace(key, key + "," + key));
      assertTrue(said.contains("is there twice"), said);
    }
    String output = "{\"name\":\"o\"}";
    String said = refusal(whole.replace("\"outputs\":[", "\"outputs\":[" + output + ","));
    assertEquals("output 'o' is asked for twice", said);
    assertTrue(refusal(whole + " {}").contains("not valid JSON"), "what follows");
  }

  @Test
  void refusesWhatIsNoText() {
    byte[] json = input("BYTES", "\"?\"").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < json.length; i++) {
      json[i] = json[i] == '?' ? (byte) 0xff : json[i];
    }
    String said =
        assertThrows(RequestException.class, () -> InferenceRequestReader.read(json, json.length))
            .getMessage();
    assertEquals("the request is not text in UTF-8", said);
    String binary =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\","
            + "\"parameters\":{\"binary_data_size\":6}}]}";
    assertEquals(
        "value 0 of BYTES is not text in UTF-8",
        refusal(binary, (byte) 2, (byte) 0, (byte) 0, (byte) 0, (byte) 0xff, (byte) 0xfe));
  }

  /** Every type by its bytes, at its edges. */
  @Test
  void readsAllTypesInBinary() {
    Map<Datatype, double[]> right =
        Map.of(
            Datatype.BOOL, new double[] {1, 0},
            Datatype.UINT8, new double[] {255, 0},
            Datatype.INT8, new double[] {-1, 127},
            Datatype.UINT16, new double[] {65535, 1},
            Datatype.INT16, new double[] {-2, 32767},
            Datatype.UINT32, new double[] {4294967295.0, 1},
            Datatype.INT32, new double[] {-2147483648.0, 7},
            Datatype.INT64, new double[] {-5, 1L << 52},
            Datatype.FP32, new double[] {0.5, -3.25});
    right.forEach(
        (type, values) -> {
          ByteBuffer bytes = ByteBuffer.allocate(2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
          for (double value : values) {
            switch (type.bytes()) {
              case 1 -> bytes.put((byte) (long) value);
              case 2 -> bytes.putShort((short) (long) value);
              case 4 -> {
                if (type == Datatype.FP32) {
                  bytes.putFloat((float) value);
                } else {
                  bytes.putInt((int) (long) value);
                }
              }
              default -> bytes.putLong((long) value);
            }
          }
          assertArrayEquals(values, binary(type, bytes.array()).numbers(), type.name());
        });
    byte[] most = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
    assertArrayEquals(new double[] {Math.pow(2, 64), 0}, binary(Datatype.UINT64, most).numbers());
    byte[] halves = {0, 0x3C, 1, 0}; // 1 and the least above 0
    assertArrayEquals(new double[] {1, Math.pow(2, -24)}, binary(Datatype.FP16, halves).numbers());
    byte[] texts = {1, 0, 0, 0, 'a', 0, 0, 0, 0};
    NamedTensor.Values values = binary(Datatype.BYTES, texts).values();
    assertEquals(List.of("a", ""), List.of(((NamedTensor.Texts) values).array()));
  }

  private static NamedTensor binary(Datatype type, byte[] bytes) {
    return read(
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\""
                + type
                + "\",\"parameters\":{\"binary_data_size\":"
                + bytes.length
                + "}}]}",
            bytes)
        .inputs()
        .get("x");
  }

  @Test
  void refusesWhatIsWrongByName() {
    String x = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",";
    assertTrue(refusal("").contains("not valid JSON"));
    assertTrue(refusal("{").contains("not valid JSON"));
    assertTrue(refusal("[]").contains("not valid JSON"));
    assertTrue(refusal("{}").contains("no inputs"));
    assertTrue(refusal(x + "\"shape\":[1]}]}").contains("'x' needs"));
    assertTrue(refusal(x + "\"shape\":[2],\"data\":[1]}]}").contains("has 1 values"));
    assertTrue(refusal(x + "\"shape\":[-1],\"data\":[1]}]}").contains("[-1]"));
    assertTrue(
        refusal(x + "\"shape\":[4294967296,4294967296,4294967296],\"data\":[1]}]}")
            .contains("shape"));
    assertTrue(refusal(x + "\"shape\":[1],\"data\":[\"1\"]}]}").contains("texts"));
    assertTrue(
        refusal(x + "\"shape\":[1],\"parameters\":{\"binary_data_size\":4}}]}").contains("4"));
    assertTrue(
        refusal(
                x + "\"shape\":[1],\"parameters\":{\"binary_data_size\":3}}]}",
                (byte) 1,
                (byte) 2,
                (byte) 3)
            .contains("midst"));
    assertTrue(refusal(x + "\"shape\":[1],\"data\":[1]}]}", (byte) 1).contains("1 bytes"));
    assertTrue(
        refusal("{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FLOAT\",\"shape\":[],\"data\":[1]}]}")
            .contains("FP32"));
    String whole = x + "\"shape\":[1],\"data\":[1]}]";
    assertTrue(refusal(whole + ",\"output\":[]}").contains("has no 'output'; it may have id, in"));
    assertTrue(refusal(x + "\"shapes\":[1]}]}").contains("input has no 'shapes'"));
    assertTrue(refusal(whole + ",\"outputs\":[{\"nam\":\"y\"}]}").contains("output has no 'nam'"));
    assertTrue(
        refusal(whole + ",\"parameters\":{\"binary_data_output\":\"yes\"}}")
            .contains("'binary_data_output' must be true or false"));
    assertTrue(
        refusal(whole + ",\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data\":1}}]}")
            .contains("'binary_data' must be true or false"));
    for (String size : List.of("2.5", "-4", "\"4\"")) {
      assertTrue(
          refusal(x + "\"shape\":[1],\"parameters\":{\"binary_data_size\":" + size + "}}]}")
              .contains("'binary_data_size' must be a whole number"));
    }
    assertTrue(refusal(x + "\"shape\":[1],\"data\":" + "[".repeat(100) + "]}]}").contains("deep"));
  }

  @Test
  void answersInJsonAndBinary() {
    InferenceRequest request =
        new InferenceRequest(
            Optional.of("q"),
            Map.of(),
            List.of(new InferenceRequest.Output("b", Optional.of(true))),
            false);
    InferenceResponse response =
        InferenceResponse.of(
            "m",
            "1",
            request,
            List.of(
                NamedTensor.of("a", new double[] {1, Double.NaN, 0.1}),
                NamedTensor.of("b", Datatype.FP32, new double[][] {{1, 2}}, List.of(2L)),
                NamedTensor.of("c", new String[] {"\"é", null})));
    String json = new String(response.body(), 0, response.jsonLength(), StandardCharsets.UTF_8);
    assertEquals(
        "{\"model_name\":\"m\",\"model_version\":\"1\",\"id\":\"q\",\"outputs\":["
            + "{\"name\":\"a\",\"datatype\":\"FP64\",\"shape\":[3],\"data\":[1,null,0.1]},"
            + "{\"name\":\"b\",\"datatype\":\"FP32\",\"shape\":[1,2],"
            + "\"parameters\":{\"binary_data_size\":8}},"
            + "{\"name\":\"c\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"\\\"é\",null]}]}",
        json);
    ByteArrayOutputStream right = new ByteArrayOutputStream();
    right.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2).array());
    assertArrayEquals(
        right.toByteArray(),
        Arrays.copyOfRange(response.body(), response.jsonLength(), response.body().length));
  }
}
