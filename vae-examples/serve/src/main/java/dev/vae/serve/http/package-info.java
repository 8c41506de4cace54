/** Paths, bodies, answers, limits and figures of the server. */
package dev.vae.serve.http;
