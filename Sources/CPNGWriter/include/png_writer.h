#ifndef PNG_WRITER_H
#define PNG_WRITER_H

#include <stddef.h>
#include <stdint.h>

// PNG through libpng. It stands in C since libpng reports errors by longjmp, which must not cross Swift frames.
// Every function returns 0, or -1 when memory ran out or libpng refused; then `out` is empty.

/// A whole PNG file; its bytes are the caller's to free().
struct png_writer_file {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
};

/// A square symbol as a 1-bit image, each module `scale` pixels wide and high, within `quiet` light modules.
///
/// `modules` has `side` × `side` bytes, dark where the lowest bit is set.
int png_writer_symbol(const uint8_t *modules, uint32_t side, uint32_t quiet, uint32_t scale, uint32_t pixels_per_metre,
                      struct png_writer_file *out);

/// A grey image of 8 bits a pixel, 0 black to 255 white, whose rows are `stride` bytes apart.
int png_writer_grey(const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, uint32_t pixels_per_metre,
                    struct png_writer_file *out);

#endif
