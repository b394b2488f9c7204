namespace EdgeKube.Link.Trust;

/// <summary>The API's paths of trust; they are no resources.</summary>
public static class TrustPaths
{
    /// <summary>What they all begin with.</summary>
    public const string Root = "/edgekube/v1/";

    /// <summary>POST: enrol, or renew one's own.</summary>
    public const string Certificates = Root + "certificates";

    /// <summary>POST, GET; DELETE with <c>/ID</c>.</summary>
    public const string Tokens = Root + "tokens";

    /// <summary>POST with <c>/NAME/revoke</c>, <c>/NAME/replace</c> or <c>/NAME/resolve</c>; GET with <c>/NAME/check</c>; POST with <c>/NAME/upgrade?to=VERSION&amp;batch=N</c> and <c>/NAME/reboot?maxUnavailable=N&amp;selector=LABELS</c>.</summary>
    public const string Nodes = Root + "nodes";

    /// <summary>GET; with <c>/FILE</c> PUT (pieces: <c>?offset=N&amp;last=true</c>) and DELETE.</summary>
    public const string Packages = Root + "packages";

    /// <summary>POST with <c>/NAME/revoke</c> or <c>/NAME/replace</c>.</summary>
    public const string Users = Root + "users";

    /// <summary>GET.</summary>
    public const string Authorities = Root + "ca";

    /// <summary>GET: everything, as items (<see cref="EdgeKube.Link.Backup.BackupItems"/>).</summary>
    public const string Backup = Root + "backup";

    /// <summary>POST.</summary>
    public const string Rotate = Root + "ca/rotate";

    /// <summary>POST: seals all Secrets with a new key.</summary>
    public const string RotateSecrets = Root + "secrets/rotate";
}
