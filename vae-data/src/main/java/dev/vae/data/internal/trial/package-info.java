/** Work in parts of which each is kept when it is done, so that a killed program goes on. */
package dev.vae.data.internal.trial;
