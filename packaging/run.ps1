# Sets up what is missing and starts Vindplaats on Windows; arguments go through to the command.
#   powershell -ExecutionPolicy Bypass -File packaging\run.ps1
$ErrorActionPreference = "Stop"
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root ".venv"
$python = Join-Path $venv "Scripts\python.exe"
$stamp = Join-Path $venv "set-up"
$constraints = Join-Path $root "packaging\constraints.txt"

function Find-Python {
    # The launcher first; the bare name last, because on a new Windows it only opens the store.
    foreach ($candidate in @(@("py", "-3"), @("python3"), @("python"))) {
        $command = $candidate[0]
        $first = @($candidate | Select-Object -Skip 1)
        if (-not (Get-Command $command -ErrorAction SilentlyContinue)) { continue }
        & $command @first -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))" 2>$null
        if ($LASTEXITCODE -eq 0) { return , $candidate }
    }
    return $null
}

function Get-Fingerprint {
    # Where the environment stands and every file that decides its contents.
    $files = @("pyproject.toml", "packaging\constraints.txt", "packaging\hatch_build.py", "packaging\messages.py") |
        ForEach-Object { Join-Path $root $_ }
    $files += Get-ChildItem (Join-Path $root "resources\i18n") -Recurse -Filter *.po | ForEach-Object { $_.FullName }
    $hashes = $files | ForEach-Object { (Get-FileHash $_ -Algorithm SHA256).Hash }
    return (@($root) + $hashes) -join " "
}

function Install-Packages {
    & $python -m pip install --quiet --disable-pip-version-check --constraint $constraints @args
    if ($LASTEXITCODE -ne 0) {
        throw "The packages could not be installed. Check the network connection, then start again."
    }
}

$fingerprint = Get-Fingerprint
$ready = (Test-Path $python) -and (Test-Path $stamp) -and ((Get-Content $stamp -Raw).Trim() -eq $fingerprint)
if (-not $ready) {
    if (-not (Test-Path $python)) {
        $found = Find-Python
        if ($null -eq $found) { throw "Python 3.11 or newer is needed: install it, then start again." }
        Write-Host "Making the virtual environment $venv"
        $first = @($found | Select-Object -Skip 1)
        & $found[0] @first -m venv $venv
        if ($LASTEXITCODE -ne 0) { throw "The virtual environment $venv could not be made." }
    }
    Write-Host "Installing Vindplaats and what it needs (some minutes the first time)"
    Install-Packages hatchling babel
    Install-Packages --no-build-isolation --editable $root
    Set-Content -Path $stamp -Value $fingerprint
}

& (Join-Path $venv "Scripts\vindplaats.exe") @args
exit $LASTEXITCODE
