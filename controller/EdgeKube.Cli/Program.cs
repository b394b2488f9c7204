using EdgeKube.Cli.Commands;

return await EdgectlCommand.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
