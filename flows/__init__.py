"""When things run and in what order: the `aperture` command, the nightly line and its Prefect flow."""
