namespace EdgeKube.Link;

/// <summary>
/// What a mosquitto between nodes, users and controller must allow, and nothing else. It holds with <c>use_identity_as_username true</c>, so
/// that a client's user name is its certificate's common name.
/// </summary>
public static class MosquittoAcl
{
    /// <summary>The common name of the controller's own certificate. No node or user can have it: theirs hold a colon.</summary>
    public const string Controller = "edgekube-controller";

    /// <summary>The text for mosquitto's <c>acl_file</c>.</summary>
    /// <param name="controller">The controller's user name at the broker: <see cref="Controller"/> unless it has a certificate of another authority.</param>
    public static string Build(string controller) =>
        $"""
        # The controller reads and writes for all.
        user {controller}
        topic readwrite {Topics.Root}#

        # Whoever else comes in has what is below its own name, and nothing of others. A pattern holds for the controller too; it has no such topics.
        pattern write {Topics.Root}%u/up/#
        pattern write {Topics.Root}%u/{Topics.GoneLeaf}
        pattern write {Topics.Root}%u/request
        pattern write {Topics.Root}%u/apply
        pattern read {Topics.Root}%u/#

        """;
}
