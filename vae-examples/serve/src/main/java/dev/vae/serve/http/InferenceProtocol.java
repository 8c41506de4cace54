package dev.vae.serve.http;

import dev.vae.core.internal.text.BuildVersion;
import dev.vae.serve.call.JsonBody;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.model.ModelRepository;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.InferenceRequestReader;
import dev.vae.serve.tensor.InferenceResponse;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The Open Inference Protocol v2 over REST: health, metadata, inference. {@code NAME} is what the
 * model does first (score), {@code NAME.encode} and the like what it does else.
 */
final class InferenceProtocol {
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private final ModelRepository repository;
  private final int mostRows;
  private final BooleanSupplier ready;

  InferenceProtocol(ModelRepository repository, int mostRows, BooleanSupplier ready) {
    this.repository = repository;
    this.mostRows = mostRows;
    this.ready = ready;
  }

  void route(Exchange exchange, List<String> path) {
    if (path.isEmpty()) {
      RequestRouter.get(exchange, () -> exchange.json(server()));
    } else if (path.equals(List.of("health", "live"))) {
      RequestRouter.get(exchange, () -> exchange.json(Map.of("live", true)));
    } else if (path.equals(List.of("health", "ready"))) {
      RequestRouter.get(exchange, () -> ready(exchange, Map.of("ready", true)));
    } else if (path.size() >= 2 && path.get(0).equals("models")) {
      boolean versioned = path.size() >= 4 && path.get(2).equals("versions");
      Target target = new Target(exchange, path.get(1), versioned ? path.get(3) : "");
      model(exchange, target, path.subList(versioned ? 4 : 2, path.size()));
    } else {
      throw RequestRouter.unknown(exchange);
    }
  }

  private void ready(Exchange exchange, Map<String, Object> body) {
    if (!ready.getAsBoolean()) {
      throw RequestException.of(503, "the server is stopping");
    }
    exchange.json(body);
  }

  private static Map<String, Object> server() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "vae");
    map.put("version", BuildVersion.of(InferenceProtocol.class, "vae-serve").orElse("0"));
    map.put("extensions", List.of("binary_tensor_data"));
    return map;
  }

  /** A model, and what it is to do. */
  private final class Target {
    private final String name;
    private final ModelRepository.Lease lease;
    private final String operation;

    Target(Exchange exchange, String name, String version) {
      this.name = name;
      int dot = name.lastIndexOf('.');
      boolean whole = dot < 0 || repository.names().contains(name);
      String model = whole ? name : name.substring(0, dot);
      String asked = whole ? "" : name.substring(dot + 1);
      lease = exchange.take(repository, model, asked);
      operation = asked.isEmpty() ? lease.model().operations().get(0) : asked;
      if (!version.isEmpty() && !version.equals(String.valueOf(lease.version()))) {
        throw RequestException.notFound(
            "model '" + model + "' has no version " + version + "; it is at " + lease.version());
      }
    }
  }

  private void model(Exchange exchange, Target target, List<String> rest) {
    if (rest.isEmpty()) {
      exchange.operation("metadata");
      RequestRouter.get(exchange, () -> exchange.json(metadata(target)));
    } else if (rest.equals(List.of("ready"))) {
      exchange.operation("ready");
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", target.name);
      body.put("ready", true);
      RequestRouter.get(exchange, () -> ready(exchange, body));
    } else if (rest.equals(List.of("infer"))) {
      exchange.operation(target.operation);
      RequestRouter.requirePost(exchange);
      exchange.body(body -> infer(exchange, target, body));
    } else {
      throw RequestRouter.unknown(exchange);
    }
  }

  private static Map<String, Object> metadata(Target target) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", target.name);
    map.put("versions", List.of(String.valueOf(target.lease.version())));
    map.put("platform", "vae_" + target.lease.model().kind());
    map.put("inputs", specs(target.lease.model().inputs(target.operation)));
    map.put("outputs", specs(target.lease.model().outputs(target.operation)));
    return map;
  }

  private static List<Object> specs(List<TensorSpec> specs) {
    return specs.stream()
        .map(
            spec -> {
              Map<String, Object> map = new LinkedHashMap<>();
              map.put("name", spec.name());
              map.put("datatype", spec.datatype().name());
              map.put("shape", spec.shape());
              return (Object) map;
            })
        .toList();
  }

  private void infer(Exchange exchange, Target target, byte[] body) {
    InferenceRequest request = InferenceRequestReader.read(body, jsonLength(exchange, body.length));
    if (request.inputs().values().stream().anyMatch(tensor -> tensor.rows() > mostRows)) {
      throw JsonBody.tooMany(mostRows);
    }
    target
        .lease
        .model()
        .infer(
            target.operation,
            request,
            (outputs, fault) -> {
              if (outputs == null) {
                exchange.fail(fault);
              } else {
                answer(exchange, target, request, outputs);
              }
            });
  }

  private static void answer(
      Exchange exchange, Target target, InferenceRequest request, List<NamedTensor> outputs) {
    exchange.rows(outputs.isEmpty() ? 0 : outputs.get(0).rows());
    InferenceResponse response =
        InferenceResponse.of(target.name, String.valueOf(target.lease.version()), request, outputs);
    if (response.jsonLength() < 0) {
      exchange.answer(200, "application/json", response.body());
    } else {
      exchange.header(JSON_LENGTH, String.valueOf(response.jsonLength()));
      exchange.answer(200, "application/octet-stream", response.body());
    }
  }

  private static int jsonLength(Exchange exchange, int all) {
    String header = exchange.request().getHeaders().get(JSON_LENGTH);
    if (header == null) {
      return all;
    }
    try {
      return Integer.parseInt(header.trim());
    } catch (NumberFormatException e) {
      throw RequestException.badRequest(
          JSON_LENGTH + " is '" + header + "', which is not a number");
    }
  }
}
