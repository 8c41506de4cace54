package dev.vae.serve.tensor;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.vae.core.internal.text.Messages;
import dev.vae.serve.call.RequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads requests: JSON, behind which the values of tensors may follow in binary. */
public final class InferenceRequestReader {
  private static final int DEEPEST = 16;

  private final JsonReader json;
  private final ByteBuffer binary;
  private Optional<String> id = Optional.empty();
  private final Map<String, NamedTensor> inputs = new LinkedHashMap<>();
  private final List<InferenceRequest.Output> outputs = new ArrayList<>();
  private boolean binaryOutputs;

  private InferenceRequestReader(byte[] body, int jsonLength) {
    json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(body, 0, jsonLength),
                StandardCharsets.UTF_8.newDecoder())); // what is no UTF-8 is refused
    json.setStrictness(Strictness.STRICT);
    binary =
        ByteBuffer.wrap(body, jsonLength, body.length - jsonLength).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a request.
   *
   * @param jsonLength how many bytes of the body are JSON
   * @throws RequestException if it is none; the message says where
   */
  public static InferenceRequest read(byte[] body, int jsonLength) {
    if (jsonLength < 0 || jsonLength > body.length) {
      throw RequestException.badRequest(
          "Inference-Header-Content-Length is "
              + jsonLength
              + ", of a body of "
              + body.length
              + " bytes");
    }
    InferenceRequestReader reader = new InferenceRequestReader(body, jsonLength);
    try {
      return reader.read();
    } catch (CharacterCodingException e) {
      throw RequestException.badRequest("the request is not text in UTF-8");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw RequestException.badRequest(
          "the request is not valid JSON near " + reader.json.getPath());
    }
  }

  private InferenceRequest read() throws IOException {
    Set<String> keys = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String key = key(keys);
      switch (key) {
        case "id" -> id = Optional.of(json.nextString());
        case "inputs" -> inputs();
        case "outputs" -> outputs();
        case "parameters" ->
            binaryOutputs = truth(parameters(), "binary_data_output").orElse(false);
        default -> throw unknown("the request", key, "id, inputs, outputs, parameters");
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new IllegalStateException();
    }
    if (binary.hasRemaining()) {
      throw RequestException.badRequest(
          binary.remaining() + " bytes of the body belong to no input (binary_data_size)");
    }
    if (inputs.isEmpty()) {
      throw RequestException.badRequest("the request has no inputs");
    }
    return new InferenceRequest(id, inputs, outputs, binaryOutputs);
  }

  /** The next key of an object, which may hold it once. */
  private String key(Set<String> before) throws IOException {
    String key = json.nextName();
    if (!before.add(key)) {
      throw RequestException.badRequest(
          "'" + Messages.shown(key) + "' is there twice, near " + json.getPath());
    }
    return key;
  }

  private void inputs() throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      NamedTensor tensor = input();
      if (inputs.put(tensor.name(), tensor) != null) {
        throw RequestException.badRequest("input '" + tensor.name() + "' is there twice");
      }
    }
    json.endArray();
  }

  private NamedTensor input() throws IOException {
    String name = null;
    Datatype datatype = null;
    List<Long> shape = null;
    Data data = null;
    long size = -1;
    Set<String> keys = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String key = key(keys);
      switch (key) {
        case "name" -> name = json.nextString();
        case "datatype" -> datatype = Datatype.of(json.nextString());
        case "shape" -> shape = shape();
        case "data" -> data = data();
        case "parameters" -> {
          size = size(parameters().get("binary_data_size"));
        }
        default -> throw unknown("an input", key, "name, datatype, shape, data, parameters");
      }
    }
    json.endObject();
    if (name == null || datatype == null || shape == null || (data == null) == (size < 0)) {
      throw RequestException.badRequest(
          "input "
              + (name == null ? "number " + (inputs.size() + 1) : "'" + name + "'")
              + " needs name, datatype, shape, and either data or binary_data_size");
    }
    NamedTensor.Values values =
        data == null ? binary(name, datatype, size) : values(name, datatype, data);
    return new NamedTensor(name, datatype, shape, values);
  }

  private List<Long> shape() throws IOException {
    List<Long> shape = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      shape.add(json.nextLong());
    }
    json.endArray();
    return shape;
  }

  /** Values of JSON, flat; nested lists are taken too, as the protocol allows. */
  private static final class Data {
    private double[] numbers = new double[64];
    private String[] texts;
    private int count;

    void add(double number) {
      grow();
      numbers[count++] = number;
    }

    void add(String text) {
      grow();
      texts = texts == null ? new String[numbers.length] : texts;
      texts[count] = text;
      numbers[count++] = Double.NaN;
    }

    private void grow() {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        texts = texts == null ? null : Arrays.copyOf(texts, 2 * count);
      }
    }
  }

  private Data data() throws IOException {
    Data data = new Data();
    data(data, 0);
    return data;
  }

  private void data(Data into, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw RequestException.badRequest("data is nested more than " + DEEPEST + " deep");
    }
    json.beginArray();
    for (JsonToken next = json.peek(); next != JsonToken.END_ARRAY; next = json.peek()) {
      switch (next) {
        case BEGIN_ARRAY -> data(into, depth + 1);
        case NUMBER -> into.add(json.nextDouble());
        case BOOLEAN -> into.add(json.nextBoolean() ? 1 : 0);
        case STRING -> into.add(json.nextString());
        case NULL -> {
          json.nextNull();
          into.add(Double.NaN);
        }
        default -> throw new IllegalStateException();
      }
    }
    json.endArray();
  }

  private static NamedTensor.Values values(String name, Datatype datatype, Data data) {
    if (datatype == Datatype.BYTES) {
      return new NamedTensor.Texts(
          data.texts == null ? new String[data.count] : Arrays.copyOf(data.texts, data.count));
    }
    if (data.texts != null) {
      throw RequestException.badRequest(
          "input '" + name + "' of " + datatype + " has texts in its data");
    }
    for (int i = 0; i < data.count; i++) {
      if (!datatype.holds(data.numbers[i])) {
        throw RequestException.badRequest(
            "input '" + name + "' of " + datatype + " has " + data.numbers[i] + " in its data");
      }
    }
    return new NamedTensor.Numbers(Arrays.copyOf(data.numbers, data.count));
  }

  private NamedTensor.Values binary(String name, Datatype datatype, long size) {
    if (size > binary.remaining()) {
      throw RequestException.badRequest(
          "input '"
              + name
              + "' says binary_data_size "
              + size
              + ", where the body has "
              + binary.remaining()
              + " bytes more");
    }
    ByteBuffer own = binary.slice(binary.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
    binary.position(binary.position() + (int) size);
    try {
      return datatype == Datatype.BYTES
          ? new NamedTensor.Texts(BinaryValues.texts(own))
          : new NamedTensor.Numbers(BinaryValues.numbers(own, datatype));
    } catch (java.nio.BufferUnderflowException e) {
      throw RequestException.badRequest(
          "input '" + name + "': its bytes end in the midst of a value");
    }
  }

  private static RequestException unknown(String what, String key, String known) {
    return RequestException.badRequest(
        what + " has no '" + Messages.shown(key) + "'; it may have " + known);
  }

  /** How many bytes follow; -1 where none do. */
  private static long size(Object parameter) {
    if (parameter == null) {
      return -1;
    }
    if (parameter instanceof Double size && size >= 0 && size == Math.rint(size)) {
      return size.longValue();
    }
    throw RequestException.badRequest("'binary_data_size' must be a whole number of bytes");
  }

  private static Optional<Boolean> truth(Map<String, Object> parameters, String name) {
    Object found = parameters.get(name);
    if (found == null || found instanceof Boolean) {
      return Optional.ofNullable((Boolean) found);
    }
    throw RequestException.badRequest("'" + name + "' must be true or false");
  }

  /** Others than those of binary tensors are for other servers, and may be there. */
  private Map<String, Object> parameters() throws IOException {
    Map<String, Object> found = new LinkedHashMap<>();
    Set<String> keys = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = key(keys);
      switch (json.peek()) {
        case NUMBER -> found.put(name, json.nextDouble());
        case BOOLEAN -> found.put(name, json.nextBoolean());
        case STRING -> found.put(name, json.nextString());
        default -> json.skipValue();
      }
    }
    json.endObject();
    return found;
  }

  private void outputs() throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      String name = null;
      Optional<Boolean> wanted = Optional.empty();
      Set<String> keys = new HashSet<>();
      json.beginObject();
      while (json.hasNext()) {
        String key = key(keys);
        switch (key) {
          case "name" -> name = json.nextString();
          case "parameters" -> wanted = truth(parameters(), "binary_data");
          default -> throw unknown("an output", key, "name, parameters");
        }
      }
      json.endObject();
      if (name == null) {
        throw RequestException.badRequest("output number " + (outputs.size() + 1) + " has no name");
      }
      for (InferenceRequest.Output before : outputs) {
        if (before.name().equals(name)) {
          throw RequestException.badRequest("output '" + name + "' is asked for twice");
        }
      }
      outputs.add(new InferenceRequest.Output(name, wanted));
    }
    json.endArray();
  }
}
