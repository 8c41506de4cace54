/** Random numbers and a cache, shared by the packages of this module; not exported. */
package dev.vae.data.internal;
