namespace EdgeKube.Cli.Get;

/// <param name="Header">As printed, in capitals.</param>
/// <param name="WideOnly">Shown with <c>-o wide</c> only.</param>
internal sealed record Column(string Header, bool WideOnly);
