# PowerShell: samverkan completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName samverkan -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })
    $program = $before[0].Extent.Text
    $words = @($before | Select-Object -Skip 1 | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    $typed = $wordToComplete.Trim("'", '"')
    # An empty argument would be dropped on its way.
    if ($typed -eq '') { $typed = '""' }
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    & $program completions --complete '--' @words $typed 2>$null | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        if (-not $about) { $about = $value }
        $text = if ($value -match '[^\w\-./:=,@]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
