/**
 * A model of several VAEs in one folder, whose parts are replaced as one; not exported.
 *
 * <p>A VAE's own folder is the core's; here is what keeps several of them and their description
 * together, wherever a save ends.
 */
package dev.vae.data.internal.folder;
