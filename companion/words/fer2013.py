"""What is said of a FER2013 file that can't be used, or of a row in it."""

NO_CSV = "{name} holds no .csv file. Please give the fer2013.csv itself."
OTHER_LAYOUT = "{name} is not in Kaggle's layout: its first line should be 'emotion,pixels,Usage'."
BAD_ROW = "{name}, line {line}: {why}. This row is left out."
NOT_THERE = "{path} is not there. data/README.md says where to get it."
NOT_READ = "{path} can't be read as a file ({detail}). Please check the name."
DAMAGED = "{name} is damaged or cut off ({detail}). Please copy it again."
LOCKED = "{name} can't be unpacked ({detail}). Please pack it again, without a password."

# Why a row is left out; each stands inside of BAD_ROW.
CUT_OFF = "it ends in the middle, so the file seems cut off"
NOT_SPLIT = "it can't be split into fields ({detail})"
FIELDS = "it has {count} fields, not 3"
LABEL = "the label {label} is not a number from 0 to 6"
SPLIT = "the split {split} is unknown"
NOT_WHOLE = "the pixels are not whole numbers"
PIXELS = "it has {count} pixels, not {want}"
RANGE = "a pixel is not from 0 to 255"
