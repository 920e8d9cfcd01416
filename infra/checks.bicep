// What a type cannot say. A deployment that breaks one of these ends before anything is created.

@description('Whether a text has no other characters than these.')
func isMadeOf(text string, characters string[]) bool =>
  empty(reduce(characters, toLower(text), (rest, character) => replace(rest, character, '')))

@description('The digits of hexadecimal numbers.')
func digits() string[] => ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f']

@export()
@description('Whether a text is one SHA-256 in hexadecimal digits, or several with commas between them.')
func isHashes(text string) bool =>
  empty(filter(split(text, ','), hash => length(hash) != 64 || !isMadeOf(hash, digits())))

@export()
@description('Whether a text is a GUID.')
func isGuid(text string) bool =>
  length(text) == 36 && join(map(split(text, '-'), part => string(length(part))), '-') == '8-4-4-4-12' && isMadeOf(
    replace(text, '-', ''),
    digits()
  )

@export()
@description('Whether a text looks like a schedule of six fields. What each field may hold is checked by the hook and by the app.')
func isSchedule(text string) bool => length(split(text, ' ')) == 6 && !contains(split(text, ' '), '')

@export()
@description('Whether a text is the first day of a month, as 2026-12-01.')
func isFirstOfMonth(text string) bool =>
  length(text) == 10 && endsWith(text, '-01') && isMadeOf(replace(text, '-', ''), digits())
