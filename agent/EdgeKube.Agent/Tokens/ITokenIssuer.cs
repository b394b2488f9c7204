namespace EdgeKube.Agent.Tokens;

/// <summary>Where tokens come from.</summary>
internal interface ITokenIssuer
{
    /// <returns>The token, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<(string? Token, string? Fault)> AskAsync(TokenNeed need, CancellationToken cancellationToken);
}
