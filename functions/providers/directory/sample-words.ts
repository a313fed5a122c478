const listWords = (...lines: readonly string[]) => lines.flatMap((line) => line.split(' '));

/** Two lists whose pairs name the invented businesses of the sample directory: 30 x 12. */
export const sampleWords = {
  first: listWords(
    'Amber Anchor Birch Bluebell Cedar Clover Copper Coral Crescent Dover',
    'Ember Fern Garnet Harbour Hazel Ivory Juniper Lantern Maple Marble',
    'Meadow Opal Orchard Pebble Quill River Saffron Thistle Velvet Willow',
  ),
  second: listWords('Arch Bridge Corner Court Gate Grove', 'Hill House Lane Point Square Yard'),
};
