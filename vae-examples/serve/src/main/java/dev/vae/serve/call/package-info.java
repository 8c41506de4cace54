/** Calls that come at the same time, gathered into one, and how a call is refused. */
package dev.vae.serve.call;
