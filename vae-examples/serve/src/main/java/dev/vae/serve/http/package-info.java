/**
 * The server as HTTP sees it: {@code RequestRouter} finds the path and guards the limits, {@code
 * InferenceProtocol} speaks the Open Inference Protocol, {@code ExplorePages} gives pages, {@code
 * ServerMetrics} counts for Prometheus.
 *
 * <p>Nothing here knows what a model is; it asks {@code serve.model} and answers in JSON or bytes.
 */
package dev.vae.serve.http;
