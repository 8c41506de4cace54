/**
 * Fetching well-known data sets: {@link dev.vae.data.fetch.Mnist} finds or downloads its files,
 * {@link dev.vae.data.fetch.Download} gets one file whole and checked.
 */
package dev.vae.data.fetch;
