package dev.vae.serve.model;

import dev.vae.serve.call.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The models that are served, by name. A model whose folder has changed is read anew and takes the
 * former's place at once; calls that are under way end with the one they began with. Where the new
 * one cannot be read, the former stays.
 */
public final class ModelRepository implements AutoCloseable {
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final ServingOptions options;
  private final Consumer<String> told;

  /** Gets the models. */
  public ModelRepository(
      Map<String, ModelSource> models, ServingOptions options, Consumer<String> told) {
    this.options = options;
    this.told = told;
    try {
      models.forEach((name, source) -> places.put(name, new Place(name, source)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the models' names. */
  public List<String> names() {
    return List.copyOf(places.keySet());
  }

  /** Returns the name of the only model. */
  public String only() {
    if (places.size() > 1) {
      throw RequestException.badRequest(
          "there are several models: ask /models/NAME/..., where NAME is one of " + names());
    }
    return names().get(0);
  }

  /** Returns whether one of the models does this. */
  public boolean does(String operation) {
    return places.values().stream()
        .anyMatch(place -> place.current.model().operations().contains(operation));
  }

  /**
   * Takes a model for a call; it must be given back by {@link Lease#close}.
   *
   * @throws RequestException if there is none of that name
   */
  public Lease take(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw RequestException.notFound("there is no model '" + name + "'; there are " + names());
    }
    return place.take();
  }

  /** Reads models anew whose folders have changed. */
  public void refresh() {
    places.values().forEach(Place::refresh);
  }

  @Override
  public void close() {
    places.values().forEach(Place::close);
  }

  /** A model in the hands of a call. */
  public static final class Lease implements AutoCloseable {
    private final ServedModel model;
    private final int version;
    private int users = 1; // the repository's own

    private Lease(ServedModel model, int version) {
      this.model = model;
      this.version = version;
    }

    /** Returns the model. */
    public ServedModel model() {
      return model;
    }

    /** Returns how often it was read, from 1. */
    public int version() {
      return version;
    }

    private synchronized boolean taken() {
      if (users == 0) {
        return false;
      }
      users++;
      return true;
    }

    /** Gives it back. */
    @Override
    public void close() {
      synchronized (this) {
        if (--users > 0) {
          return;
        }
      }
      model.close();
    }
  }

  /** Where a model stands. */
  private final class Place {
    private final String name;
    private final ModelSource source;
    private volatile Lease current;
    private String seen;

    Place(String name, ModelSource source) {
      this.name = name;
      this.source = source;
      seen = stamp();
      current = new Lease(source.first().apply(options), 1);
    }

    Lease take() {
      while (true) {
        Lease lease = current;
        if (lease.taken()) {
          return lease;
        }
      }
    }

    /** What tells one state of the folder from another: these files are written last. */
    private String stamp() {
      StringBuilder text = new StringBuilder();
      for (String file : List.of("model.json", "table.json", "bundle.json")) {
        try {
          BasicFileAttributes now =
              Files.readAttributes(source.folder().resolve(file), BasicFileAttributes.class);
          text.append(now.lastModifiedTime()).append(now.size()).append(now.fileKey());
        } catch (IOException e) {
          text.append("none");
        }
      }
      return text.toString();
    }

    void refresh() {
      String now = stamp();
      if (Objects.equals(now, seen)) {
        return;
      }
      Lease former = current;
      ServedModel model;
      try {
        model = source.read(options);
      } catch (RuntimeException e) {
        if (stamp().equals(now)) { // else it is being written
          seen = now;
          told.accept(
              "model '" + name + "' cannot be read anew, the former stays: " + e.getMessage());
        }
        return;
      }
      seen = now;
      current = new Lease(model, former.version + 1);
      former.close();
      told.accept("model '" + name + "' was read anew: version " + (former.version + 1));
    }

    void close() {
      current.close();
    }
  }
}
