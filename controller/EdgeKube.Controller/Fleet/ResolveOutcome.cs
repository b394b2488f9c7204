namespace EdgeKube.Controller.Fleet;

/// <summary>What became of a person's word that a node shall take this controller's view.</summary>
internal enum ResolveOutcome
{
    /// <summary>The node is told, again and again until it says hello without its former view.</summary>
    Told,

    NotConnected,

    /// <summary>The node takes this controller's view already.</summary>
    NoConflict,

    /// <summary>The node's agent is of a version that cannot be told.</summary>
    NotUnderstood,
}
