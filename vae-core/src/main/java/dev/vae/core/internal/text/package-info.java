/** Words for messages: counts, lists that stay short, and what was probably meant. */
package dev.vae.core.internal.text;
