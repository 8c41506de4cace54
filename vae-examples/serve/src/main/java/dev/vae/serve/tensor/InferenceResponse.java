package dev.vae.serve.tensor;

import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as bytes.
 *
 * @param body JSON, and behind it the outputs that were wanted in binary
 * @param jsonLength how many bytes of it are JSON; −1 if all are
 */
public record InferenceResponse(byte[] body, int jsonLength) {

  /** Writes an answer. */
  public static InferenceResponse of(
      String model, String version, InferenceRequest request, List<NamedTensor> outputs) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    List<byte[]> behind = new ArrayList<>();
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8))) {
      json.setStrictness(com.google.gson.Strictness.LEGACY_STRICT);
      json.setSerializeNulls(true);
      json.beginObject();
      json.name("model_name").value(model).name("model_version").value(version);
      if (request.id().isPresent()) {
        json.name("id").value(request.id().get());
      }
      json.name("outputs").beginArray();
      for (NamedTensor output : outputs) {
        write(json, output, request.binary(output.name()), behind);
      }
      json.endArray().endObject();
    } catch (IOException e) {
      throw new IllegalStateException(e); // in memory
    }
    int length = behind.isEmpty() ? -1 : body.size();
    behind.forEach(body::writeBytes);
    return new InferenceResponse(body.toByteArray(), length);
  }

  private static void write(
      JsonWriter json, NamedTensor output, boolean binary, List<byte[]> behind) throws IOException {
    json.beginObject();
    json.name("name").value(output.name()).name("datatype").value(output.datatype().name());
    json.name("shape").beginArray();
    for (long axis : output.shape()) {
      json.value(axis);
    }
    json.endArray();
    if (binary) {
      byte[] bytes = BinaryValues.bytes(output);
      behind.add(bytes);
      json.name("parameters").beginObject().name("binary_data_size").value(bytes.length);
      json.endObject();
    } else {
      json.name("data").beginArray();
      if (output.values() instanceof NamedTensor.Texts texts) {
        for (String text : texts.array()) {
          json.value(text);
        }
      } else {
        boolean single = output.datatype() == Datatype.FP32;
        for (double number : output.numbers()) {
          if (!Double.isFinite(number)) {
            json.nullValue();
          } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.value((long) number);
          } else {
            json.jsonValue(single ? Float.toString((float) number) : Double.toString(number));
          }
        }
      }
      json.endArray();
    }
    json.endObject();
  }
}
