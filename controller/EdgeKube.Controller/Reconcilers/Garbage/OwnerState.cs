namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>What a reference to an owner points to.</summary>
internal enum OwnerState
{
    /// <summary>The owner is there, or is of a kind unknown here and so can't be said to be gone.</summary>
    Solid,

    /// <summary>The owner is being deleted in the foreground and waits for this dependent.</summary>
    Waiting,

    /// <summary>No object with that uid.</summary>
    Absent,
}
