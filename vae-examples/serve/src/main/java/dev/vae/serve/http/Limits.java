package dev.vae.serve.http;

import java.util.Set;

/**
 * What a server takes.
 *
 * @param body the largest body, in bytes
 * @param rows how many rows a request may have
 * @param requests how many requests may be under way
 * @param seconds how long the head of a request may take to come, and a body to pause
 * @param hosts by what names it may be asked; empty for any
 */
public record Limits(int body, int rows, int requests, int seconds, Set<String> hosts) {
  /** Copies. */
  public Limits {
    hosts = Set.copyOf(hosts);
  }
}
