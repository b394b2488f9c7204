namespace EdgeKube.Controller.Security.Identities;

/// <summary>A record as of one revision, to be changed only if it still is.</summary>
/// <param name="Revision">0: there is none.</param>
internal readonly record struct Stored<T>(T? Record, long Revision)
    where T : class;
