namespace EdgeKube.Controller.Security.Identities;

/// <summary>What holds for sessions after they were let in.</summary>
internal interface ISessionRules
{
    bool IsAllowed(Principal principal);

    /// <summary>How many sessions its identity may have at a time; null for any number.</summary>
    int? MaxSessions(Principal principal);

    /// <summary>How long one session may last; null for as long as it wants.</summary>
    TimeSpan? MaxLife(Principal principal);

    /// <summary>The session stands: the owner has got its newest certificate.</summary>
    Task ConfirmAsync(Principal principal, CancellationToken cancellationToken);
}
