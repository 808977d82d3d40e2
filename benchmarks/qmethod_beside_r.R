# How long the R package qmethod takes for the studies that benchmarks/qmethod_bench.py writes.
#
#   Rscript benchmarks/qmethod_beside_r.R FOLDER [STEPS]
#
# FOLDER holds made_100x60.csv, made_1000x80.csv and resampled_9x33.csv: rows are statements, the first column
# their ids. Writes FOLDER/beside.json: for each case all elapsed seconds after one call to warm up, and the
# versions. STEPS is the length of the bootstrap, 1,000 if not given. Reading files is not timed.
suppressPackageStartupMessages({ library(qmethod); library(jsonlite) })
given <- commandArgs(TRUE)
folder <- given[1]
steps <- if (length(given) > 1) as.integer(given[2]) else 1000L

study <- function(name) read.csv(file.path(folder, name), row.names = 1, check.names = FALSE)

# qmethod prints as it goes.
in_silence <- function(work) {
  sink(nullfile())
  on.exit(while (sink.number() > 0) sink())
  suppressWarnings(suppressMessages(work()))
}
elapsed <- function(work, times, warm = TRUE) {
  if (warm) in_silence(work)
  vapply(seq_len(times), function(i) system.time(in_silence(work))[["elapsed"]], numeric(1))
}

hundred <- study("made_100x60.csv")
thousand <- study("made_1000x80.csv")
nine <- study("resampled_9x33.csv")
found <- list(
  R = R.version.string,
  qmethod = as.character(packageVersion("qmethod")),
  lapack = basename(La_library()),
  analyse_100x60 = elapsed(function() qmethod(hundred, nfactors = 4, silent = TRUE), 7),
  analyse_1000x80 = elapsed(function() qmethod(thousand, nfactors = 5, silent = TRUE), 2, warm = FALSE),
  algebra_1000x80 = elapsed(function() eigen(cor(thousand), symmetric = TRUE), 2, warm = FALSE)
)
# A tie stops the whole of qmboots: such a seed is counted and told, not dropped.
stopped <- integer(0)
seconds <- numeric(0)
for (seed in 1:2) {
  set.seed(seed)
  took <- tryCatch(
    elapsed(function() qmboots(nine, nfactors = 3, nsteps = steps), 1, warm = FALSE),
    error = function(why) NA
  )
  if (is.na(took)) stopped <- c(stopped, seed) else seconds <- c(seconds, took)
  if (length(seconds)) break
}
found$bootstrap_9x33 <- seconds
found$bootstrap_stopped_at_seeds <- stopped
write(toJSON(found, digits = NA, auto_unbox = FALSE), file.path(folder, "beside.json"))
