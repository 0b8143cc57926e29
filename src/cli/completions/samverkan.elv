# Elvish: eval (samverkan completions elvish | slurp)
use str
set edit:completion:arg-completer[samverkan] = {|@words|
  var found = [(try { (external $words[0]) completions --complete -- $@words[1..] 2>/dev/null | from-lines } catch { })]
  if (== (count $found) 0) {
    edit:complete-filename $@words
  } else {
    for line $found {
      var parts = [(str:split "\t" $line)]
      if (== (count $parts) 1) {
        edit:complex-candidate $parts[0]
      } else {
        edit:complex-candidate $parts[0] &display=$parts[0]'  '$parts[1]
      }
    }
  }
}
