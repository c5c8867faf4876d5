//! What replicas exchange: state vectors, updates, and the state as a whole.
//!
//! Nothing here checks hostile bytes: yrs is not safe on them. What comes from a network passes
//! the server's guard first; a client trusts its server.

use std::collections::BTreeMap;
use std::mem::{self, ManuallyDrop};
use std::panic::{AssertUnwindSafe, catch_unwind};

use yrs::encoding::read::{Cursor, Read};
use yrs::encoding::write::Write;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, Transact, TransactionMut, Update};

use super::PlanDoc;
use crate::ids::ClientId;

/// The origin of transactions that bring in what others wrote.
pub(super) const REMOTE: &str = "remote";

/// How many operations of each client a replica has: by client id, the clock it expects next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StateVector(BTreeMap<ClientId, u32>);

/// Bytes that are no state vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no state vector")]
pub struct InvalidStateVector;

/// Why an update was not taken.
///
/// After any of these the replica is spoilt: throw it away and load it again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The bytes are no update.
    #[error("these bytes are no update: {0}")]
    Decode(String),
    /// The update contradicts itself or the document.
    #[error("the update does not fit the document: {0}")]
    Unfit(String),
    /// yrs panicked on it.
    #[error("the CRDT library could not take the update in")]
    Panic,
    /// The update builds on operations that this replica does not have.
    #[error("operations that the update builds on are missing: synchronise again")]
    Gap,
}

impl StateVector {
    /// The clock that is expected next from this client: 0 if it is unknown.
    #[must_use]
    pub fn clock(&self, client: ClientId) -> u32 {
        self.0.get(&client).copied().unwrap_or(0)
    }

    /// Clients and their clocks.
    pub fn iter(&self) -> impl Iterator<Item = (ClientId, u32)> {
        self.0.iter().map(|(client, clock)| (*client, *clock))
    }

    /// Counts what either of the two has.
    pub fn join(&mut self, other: &Self) {
        for (client, clock) in other.iter() {
            let known = self.0.entry(client).or_default();
            *known = clock.max(*known);
        }
    }

    /// Whether everything that `other` has is in this one.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let mut clocks = other.iter();
        clocks.all(|(client, clock)| clock <= self.clock(client))
    }

    /// The bytes of a state vector in the encoding of Yjs, version 1.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1 + self.0.len() * 8);
        bytes.write_var(self.0.len() as u64);
        for (client, clock) in &self.0 {
            bytes.write_var(client.get());
            bytes.write_var(*clock);
        }
        bytes
    }

    /// Reads a state vector. Safe on any bytes: nothing is allocated by a claimed length.
    ///
    /// # Errors
    /// If the bytes end early, go on behind the end, or hold a client id or clock out of range.
    pub fn decode(bytes: &[u8]) -> Result<Self, InvalidStateVector> {
        let mut cursor = Cursor::new(bytes);
        let mut number = || cursor.read_var::<u64>().map_err(|_| InvalidStateVector);
        let count = number()?;
        let mut clocks = BTreeMap::new();
        for _ in 0..count {
            let client = ClientId::try_from(number()?).map_err(|_| InvalidStateVector)?;
            let clock = u32::try_from(number()?).map_err(|_| InvalidStateVector)?;
            clocks.insert(client, clock);
        }
        if cursor.has_content() {
            Err(InvalidStateVector)
        } else {
            Ok(Self(clocks))
        }
    }
}

impl FromIterator<(ClientId, u32)> for StateVector {
    fn from_iter<I: IntoIterator<Item = (ClientId, u32)>>(clocks: I) -> Self {
        let mut vector = Self::default();
        vector.0.extend(clocks);
        vector
    }
}

impl PlanDoc {
    /// What this replica has.
    #[must_use]
    pub fn state_vector(&self) -> StateVector {
        let vector = self.doc.transact().state_vector();
        vector
            .iter()
            .filter_map(|(client, clock)| Some((ClientId::try_from(client.get()).ok()?, *clock)))
            .collect()
    }

    /// One update with everything in this replica.
    #[must_use]
    pub fn state(&self) -> Vec<u8> {
        self.doc
            .transact()
            .encode_diff_v1(&yrs::StateVector::default())
    }

    /// One update with everything that a replica with this state vector lacks.
    #[must_use]
    pub fn diff(&self, known: &StateVector) -> Vec<u8> {
        let mut vector = yrs::StateVector::default();
        for (client, clock) in known.iter() {
            vector.set_max(yrs::block::ClientID::new(client.get()), clock);
        }
        self.doc.transact().encode_diff_v1(&vector)
    }

    /// Takes in an update of another replica. Returns whether it held anything new.
    ///
    /// # Errors
    /// If it is no update or does not fit, or yrs panics on it. **The replica is spoilt then:
    /// nothing may be asked of it any more.**
    pub fn apply(&self, update: &[u8]) -> Result<bool, ApplyError> {
        self.take_in(update, |_| ())
            .map(|changed| changed.is_some())
    }

    /// Takes in many updates in their order, at once. What they are is known: they come from a store.
    ///
    /// # Errors
    /// As [`PlanDoc::apply`].
    pub fn apply_all(&self, updates: &[impl AsRef<[u8]>]) -> Result<(), ApplyError> {
        self.guarded(|txn| {
            let mut updates = updates.iter();
            let result = updates.try_for_each(|update| apply(txn, update.as_ref()).map(drop));
            txn.commit();
            result
        })
    }

    /// Takes in an update and, if it held anything new, lets `look` see the transaction that did so.
    pub(super) fn take_in<T>(
        &self,
        update: &[u8],
        look: impl FnOnce(&TransactionMut<'_>) -> T,
    ) -> Result<Option<T>, ApplyError> {
        self.guarded(|txn| {
            let result = apply(txn, update);
            txn.commit();
            result.map(|changed| changed.then(|| look(txn)))
        })
    }

    /// Does something in a transaction that brings in what others wrote; a panic of yrs is an error.
    fn guarded<T>(
        &self,
        work: impl FnOnce(&mut TransactionMut<'_>) -> Result<T, ApplyError>,
    ) -> Result<T, ApplyError> {
        // Dropping a transaction commits it. After a panic that would panic again, and end the
        // process: so it is dropped only when all went well.
        let mut txn = ManuallyDrop::new(self.doc.transact_mut_with(REMOTE));
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut txn)));
        if let Ok(result) = done {
            drop(ManuallyDrop::into_inner(txn));
            return result;
        }
        // What is left of the document may not even be taken apart.
        mem::forget(self.doc.clone());
        Err(ApplyError::Panic)
    }
}

/// One update that says what several say, in their order. They have passed the guard, or were made
/// here; taking in the merged one is the same as taking in one after the other.
///
/// # Errors
/// If one of them is no update, or yrs panics on them.
pub fn merge(updates: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, ApplyError> {
    let updates: Vec<&[u8]> = updates.iter().map(AsRef::as_ref).collect();
    catch_unwind(|| yrs::merge_updates_v1(updates))
        .map_err(|_| ApplyError::Panic)?
        .map_err(|error| ApplyError::Decode(error.to_string()))
}

fn apply(txn: &mut TransactionMut<'_>, update: &[u8]) -> Result<bool, ApplyError> {
    let update =
        Update::decode_v1(update).map_err(|error| ApplyError::Decode(error.to_string()))?;
    txn.apply_update(update)
        .map_err(|error| ApplyError::Unfit(error.to_string()))?;
    if txn.has_missing_updates() || has_hole(txn) {
        Err(ApplyError::Gap)
    } else {
        Ok(txn.has_changes())
    }
}

/// Whether something was taken in behind operations that are not here. Where an operation leans on
/// none of them the CRDT keeps it, and only its state vector stays before the hole.
fn has_hole(txn: &TransactionMut<'_>) -> bool {
    let inserted = txn.insert_set();
    if inserted.is_empty() {
        return false;
    }
    let has = txn.state_vector();
    inserted.iter().any(|(client, ranges)| {
        let last = ranges.iter().next_back();
        last.is_some_and(|last| last.end > has.get(client))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schema::SCHEMA;

    proptest! {
        #[test]
        fn a_state_vector_comes_back(clocks in prop::collection::btree_map(0u64..(1 << 53), any::<u32>(), 0..20)) {
            let vector: StateVector = clocks
                .into_iter()
                .map(|(client, clock)| (ClientId::try_from(client).unwrap(), clock))
                .collect();
            prop_assert_eq!(StateVector::decode(&vector.encode()), Ok(vector));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(vector) = StateVector::decode(&bytes) {
                prop_assert_eq!(StateVector::decode(&vector.encode()), Ok(vector));
            }
        }
    }

    #[test]
    fn a_panic_of_the_library_is_an_error() {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        // Two blocks of one client that only together run over the last clock.
        let mut update = vec![1, 2, 7, 0];
        for _ in 0..2 {
            update.extend([0, 0xff, 0xff, 0xff, 0xff, 0x0f]);
        }
        update.push(0);
        assert_eq!(doc.apply(&update), Err(ApplyError::Panic));
    }

    #[test]
    fn what_lies_behind_a_hole_is_not_taken() {
        use crate::address::Holder;
        use crate::edit::Edit;
        use crate::splice::Splice;

        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        doc.complete();
        let copy = PlanDoc::new(&SCHEMA, ClientId::try_from(2).unwrap());
        copy.apply(&doc.state()).unwrap();
        // Two texts: the second edit leans on nothing of the first.
        let [first, second] = ["name", "vendor_name"].map(|field| {
            let before = doc.state_vector();
            let at = Holder::Section("plan").field(field);
            let splice = Splice {
                at: 0,
                delete: 0,
                insert: "x".to_owned(),
            };
            doc.edit(&Edit::Splice { at, splice }).unwrap();
            doc.diff(&before)
        });
        assert_eq!(copy.apply(&second), Err(ApplyError::Gap));
        let copy = PlanDoc::new(&SCHEMA, ClientId::try_from(3).unwrap());
        copy.apply(&doc.state()).unwrap();
        assert_eq!(copy.apply(&first), Ok(false));
    }

    #[test]
    fn a_claimed_length_allocates_nothing() {
        let claims_a_lot = [0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
        assert_eq!(StateVector::decode(&claims_a_lot), Err(InvalidStateVector));
    }
}
