(* The indexed form as data, a normaliser, and the proof that it is sound.

   An expression is a sum of products over labelled indices. `zero` multiplies it out, contracts every Kronecker
   delta, and cancels products that differ by the names and the order of their bound labels. If nothing is left over,
   the expression is 0 for all sizes and values (`zero_sound`). Nothing is claimed where it answers false. *)
Require Import Reals Arith Lia Lra List QArith Qreals FunctionalExtensionality.
From Proofread Require Import Sums.
Import ListNotations.
Open Scope R_scope.

(* A value of a label: an index, or a point of the space. *)
Inductive point (Omega : Type) := At (i : nat) | In (w : Omega).
Arguments At {Omega} i.
Arguments In {Omega} w.

(* (sort, name). Sort 0 is the space, sort 1 an axis of size 1, sort k + 2 the size number k. *)
Definition label := (nat * nat)%type.
Definition same (x y : label) : bool := (Nat.eqb (fst x) (fst y) && Nat.eqb (snd x) (snd y))%bool.
Definition isin (x : label) (l : list label) : bool := existsb (same x) l.

Lemma same_eq : forall x y, same x y = true <-> x = y.
Proof.
  intros [a b] [c d]; unfold same; simpl. rewrite Bool.andb_true_iff, !Nat.eqb_eq.
  split; [intros [-> ->]; auto | intro H; injection H; auto].
Qed.
Lemma same_neq : forall x y, same x y = false <-> x <> y.
Proof. intros. rewrite <- Bool.not_true_iff_false, same_eq. tauto. Qed.
Lemma same_refl : forall x, same x x = true.
Proof. intros; apply same_eq; auto. Qed.
Lemma isin_in : forall x l, isin x l = true <-> List.In x l.
Proof.
  intros; unfold isin; rewrite existsb_exists; split.
  - intros [y [H E]]; apply same_eq in E; subst; auto.
  - intro; exists x; split; auto using same_refl.
Qed.
Lemma isin_notin : forall x l, isin x l = false <-> ~ List.In x l.
Proof. intros. rewrite <- Bool.not_true_iff_false, isin_in. tauto. Qed.

Inductive expr :=
| Rat (z : Z) (p : positive)
| Atom (h : nat) (ls : list label)
| Delta (x y : label)
| Size (x : label)  (* how many values the label has; the name is used up *)
| Add (a b : expr)
| Mul (a b : expr)
| Opp (a : expr)
| Sum (x : label) (a : expr).

Inductive factor := F (h : nat) (ls : list label) | D (x y : label).
Record mono := Mono { coef : Q; bound : list label; factors : list factor }.

Section Values.
Variables (Omega : Type) (I : (Omega -> R) -> R).
Hypothesis HI : linear I.
Variables (dim : nat -> nat) (atom : nat -> list (point Omega) -> R).

Definition env := label -> point Omega.
Definition size (s : nat) : nat := match s with O => O | S O => 1%nat | S (S k) => dim k end.
Definition over (s : nat) (f : point Omega -> R) : R :=
  match s with O => I (fun w => f (In w)) | S k => sum (size (S k)) (fun i => f (At i)) end.
Definition upd (rho : env) (x : label) (v : point Omega) : env := fun y => if same x y then v else rho y.
Definition delta (v w : point Omega) : R := match v, w with At i, At j => kron i j | _, _ => 0 end.
Definition ratio (z : Z) (p : positive) : R := match p with xH => IZR z | _ => IZR z / IZR (Zpos p) end.

Fixpoint eval (rho : env) (e : expr) : R :=
  match e with
  | Rat z p => ratio z p
  | Atom h ls => atom h (map rho ls)
  | Delta x y => delta (rho x) (rho y)
  | Size x => INR (size (fst x))
  | Add a b => eval rho a + eval rho b
  | Mul a b => eval rho a * eval rho b
  | Opp a => - eval rho a
  | Sum x a => over (fst x) (fun v => eval (upd rho x v) a)
  end.

Definition eval_f (rho : env) (f : factor) : R :=
  match f with F h ls => atom h (map rho ls) | D x y => delta (rho x) (rho y) end.
Fixpoint prod (fs : list factor) (rho : env) : R :=
  match fs with [] => 1 | f :: t => eval_f rho f * prod t rho end.
Fixpoint msum (b : list label) (fs : list factor) (rho : env) : R :=
  match b with [] => prod fs rho | x :: t => over (fst x) (fun v => msum t fs (upd rho x v)) end.
Definition eval_m (rho : env) (m : mono) : R := Q2R (coef m) * msum (bound m) (factors m) rho.
Fixpoint eval_p (rho : env) (p : list mono) : R :=
  match p with [] => 0 | m :: t => eval_m rho m + eval_p rho t end.

(* Every label of an axis of size 1 is 0; a good label is in its range. *)
Definition ones (rho : env) : Prop := forall n, rho (1%nat, n) = At 0.
Definition good (rho : env) (x : label) : Prop :=
  match fst x with O => True | s => exists i, rho x = At i /\ (i < size s)%nat end.

(* --- binders ---------------------------------------------------------------------------------------------------- *)

Definition ranged (s : nat) (v : point Omega) : Prop :=
  match s with O => exists w, v = In w | S k => exists i, v = At i /\ (i < size (S k))%nat end.

Lemma over_ext : forall s f g, (forall v, ranged s v -> f v = g v) -> over s f = over s g.
Proof.
  intros [|s] f g H; unfold over.
  - f_equal; apply functional_extensionality; intro; apply H; simpl; eauto.
  - apply sum_ext; intros; apply H; simpl; eauto.
Qed.
Lemma over_scale : forall s c f, over s (fun v => c * f v) = c * over s f.
Proof. intros [|s] c f; unfold over; [apply (proj2 HI c (fun w => f (In w))) | apply (sum_scale _ c (fun i => f (At i)))]. Qed.
Lemma over_plus : forall s f g, over s (fun v => f v + g v) = over s f + over s g.
Proof.
  intros [|s] f g; unfold over;
    [apply (proj1 HI (fun w => f (In w)) (fun w => g (In w))) | apply (sum_plus _ (fun i => f (At i)) (fun i => g (At i)))].
Qed.
Lemma over_zero : forall s f, (forall v, ranged s v -> f v = 0) -> over s f = 0.
Proof.
  intros [|s] f H; unfold over.
  - apply integral_zero; auto; intros; apply H; simpl; eauto.
  - apply sum_zero; intros; apply H; simpl; eauto.
Qed.
Lemma over_swap : forall s t f, (s <> 0 \/ t <> 0)%nat ->
  over s (fun v => over t (fun w => f v w)) = over t (fun w => over s (fun v => f v w)).
Proof.
  intros [|s] [|t] f H; unfold over.
  - destruct H; congruence.
  - apply (integral_sum Omega I HI (size (S t)) (fun w j => f (In w) (At j))).
  - symmetry; apply (integral_sum Omega I HI (size (S s)) (fun w j => f (At j) (In w))).
  - apply (sum_swap _ _ (fun i j => f (At i) (At j))).
Qed.

Lemma upd_same : forall rho x v, upd rho x v x = v.
Proof. intros; unfold upd; rewrite same_refl; auto. Qed.
Lemma upd_other : forall rho x v y, x <> y -> upd rho x v y = rho y.
Proof. intros; unfold upd; replace (same x y) with false; auto. symmetry; apply same_neq; auto. Qed.
Lemma upd_swap : forall rho x y v w, x <> y -> upd (upd rho x v) y w = upd (upd rho y w) x v.
Proof.
  intros; apply functional_extensionality; intro z; unfold upd.
  destruct (same y z) eqn:Y, (same x z) eqn:X; auto.
  apply same_eq in X, Y; congruence.
Qed.
Lemma ones_upd : forall rho x v, ones rho -> ranged (fst x) v -> ones (upd rho x v).
Proof.
  intros rho [s k] v H V n. unfold upd. destruct (same (s, k) (1%nat, n)) eqn:E; [ | apply H].
  apply same_eq in E; injection E; intros; subst. simpl in V. destruct V as [i [-> Hi]]. f_equal; lia.
Qed.

(* --- labels of a product ---------------------------------------------------------------------------------------- *)

Definition labels_f (f : factor) : list label := match f with F _ ls => ls | D x y => [x; y] end.
Definition labels (fs : list factor) : list label := flat_map labels_f fs.

Lemma prod_agree : forall fs rho tau, (forall z, List.In z (labels fs) -> rho z = tau z) -> prod fs rho = prod fs tau.
Proof.
  induction fs as [|f t IH]; intros rho tau H; simpl; auto.
  rewrite (IH rho tau) by (intros; apply H; simpl; apply in_or_app; auto). f_equal.
  assert (G : forall z, List.In z (labels_f f) -> rho z = tau z) by (intros; apply H; simpl; apply in_or_app; auto).
  destruct f as [h ls | x y]; simpl in *.
  - f_equal; apply map_ext_in; auto.
  - rewrite (G x), (G y); auto.
Qed.
Lemma msum_agree : forall b fs rho tau,
  (forall z, List.In z (labels fs) -> ~ List.In z b -> rho z = tau z) -> msum b fs rho = msum b fs tau.
Proof.
  induction b as [|x b IH]; intros fs rho tau H; simpl.
  - apply prod_agree; auto.
  - apply over_ext; intros v _; apply IH; intros z Hz Hb. unfold upd.
    destruct (same x z) eqn:E; auto. apply H; auto. intros [-> | ?]; auto. rewrite same_refl in E; discriminate.
Qed.
Lemma msum_forget : forall b fs rho x v, ~ List.In x (labels fs) -> msum b fs (upd rho x v) = msum b fs rho.
Proof. intros; apply msum_agree; intros; apply upd_other; intros ->; auto. Qed.

(* --- products --------------------------------------------------------------------------------------------------- *)

Definition apart (l m : list label) : bool := forallb (fun x => negb (isin x m)) l.
Lemma apart_notin : forall l m x, apart l m = true -> List.In x l -> ~ List.In x m.
Proof.
  intros l m x H Hx. unfold apart in H; rewrite forallb_forall in H.
  apply H in Hx. apply isin_notin. apply Bool.negb_true_iff; auto.
Qed.

Lemma prod_app : forall f g rho, prod (f ++ g) rho = prod f rho * prod g rho.
Proof. induction f; intros; simpl; [ring | rewrite IHf; ring]. Qed.
Lemma labels_app : forall f g, labels (f ++ g) = labels f ++ labels g.
Proof. intros; apply flat_map_app. Qed.

Lemma msum_right : forall b f g rho, apart b (labels f) = true ->
  msum b (f ++ g) rho = prod f rho * msum b g rho.
Proof.
  induction b as [|x b IH]; intros f g rho H; simpl.
  - apply prod_app.
  - simpl in H; apply Bool.andb_true_iff in H; destruct H as [Hx H]. apply Bool.negb_true_iff, isin_notin in Hx.
    rewrite <- over_scale. apply over_ext; intros v _. rewrite IH by auto. f_equal.
    apply prod_agree; intros; apply upd_other; intros ->; auto.
Qed.
Lemma msum_mul : forall b c f g rho, apart b (labels g) = true -> apart c (labels f) = true ->
  msum (b ++ c) (f ++ g) rho = msum b f rho * msum c g rho.
Proof.
  induction b as [|x b IH]; intros c f g rho Hb Hc; simpl.
  - apply msum_right; auto.
  - simpl in Hb; apply Bool.andb_true_iff in Hb; destruct Hb as [Hx Hb]. apply Bool.negb_true_iff, isin_notin in Hx.
    rewrite Rmult_comm, <- over_scale. apply over_ext; intros v _.
    rewrite IH by auto. rewrite (msum_forget c g rho x v) by auto. ring.
Qed.

Definition mul_m (m n : mono) : option mono :=
  if (apart (bound m) (labels (factors n)) && apart (bound n) (labels (factors m)))%bool
  then Some (Mono (coef m * coef n)%Q (bound m ++ bound n) (factors m ++ factors n)) else None.

Lemma mul_m_sound : forall m n r rho, mul_m m n = Some r -> eval_m rho r = eval_m rho m * eval_m rho n.
Proof.
  unfold mul_m, eval_m; intros m n r rho.
  destruct (apart (bound m) _ && apart (bound n) _)%bool eqn:E; [ | discriminate].
  intro H; injection H; intros <-; simpl. apply Bool.andb_true_iff in E; destruct E.
  rewrite Q2R_mult, msum_mul by auto. ring.
Qed.

(* --- optional lists --------------------------------------------------------------------------------------------- *)

Fixpoint mul_mp (m : mono) (q : list mono) : option (list mono) :=
  match q with
  | [] => Some []
  | n :: t => match mul_m m n, mul_mp m t with Some r, Some u => Some (r :: u) | _, _ => None end
  end.
Fixpoint mul_p (p q : list mono) : option (list mono) :=
  match p with
  | [] => Some []
  | m :: t => match mul_mp m q, mul_p t q with Some r, Some u => Some (r ++ u) | _, _ => None end
  end.

Lemma eval_app : forall p q rho, eval_p rho (p ++ q) = eval_p rho p + eval_p rho q.
Proof. induction p; intros; simpl; [ring | rewrite IHp; ring]. Qed.
Lemma mul_mp_sound : forall m q r rho, mul_mp m q = Some r -> eval_p rho r = eval_m rho m * eval_p rho q.
Proof.
  induction q as [|n t IH]; intros r rho; simpl.
  - intro H; injection H; intros <-; simpl; ring.
  - destruct (mul_m m n) eqn:E; [ | discriminate]. destruct (mul_mp m t) eqn:G; [ | discriminate].
    intro H; injection H; intros <-; simpl. rewrite (mul_m_sound _ _ _ _ E), (IH _ _ eq_refl). ring.
Qed.
Lemma mul_p_sound : forall p q r rho, mul_p p q = Some r -> eval_p rho r = eval_p rho p * eval_p rho q.
Proof.
  induction p as [|m t IH]; intros q r rho; simpl.
  - intro H; injection H; intros <-; simpl; ring.
  - destruct (mul_mp m q) eqn:E; [ | discriminate]. destruct (mul_p t q) eqn:G; [ | discriminate].
    intro H; injection H; intros <-. rewrite eval_app, (mul_mp_sound _ _ _ _ E), (IH _ _ _ G). ring.
Qed.

Definition neg_m (m : mono) : mono := Mono (- coef m)%Q (bound m) (factors m).
Lemma neg_sound : forall p rho, eval_p rho (map neg_m p) = - eval_p rho p.
Proof.
  induction p; intros; simpl; [ring | ]. rewrite IHp. unfold eval_m, neg_m; simpl. rewrite Q2R_opp. ring.
Qed.
Definition bind_m (x : label) (m : mono) : mono := Mono (coef m) (x :: bound m) (factors m).
Lemma bind_sound : forall x p rho, eval_p rho (map (bind_m x) p) = over (fst x) (fun v => eval_p (upd rho x v) p).
Proof.
  induction p; intros; simpl.
  - symmetry; apply over_zero; auto.
  - rewrite IHp, over_plus. unfold eval_m at 1; simpl. rewrite <- over_scale. reflexivity.
Qed.

(* --- multiplying out -------------------------------------------------------------------------------------------- *)

Definition unit_label (x : label) : label := match fst x with S O => (1%nat, O) | _ => x end.
Lemma unit_same : forall rho x, ones rho -> rho (unit_label x) = rho x.
Proof. intros rho [s n] H; unfold unit_label; simpl. destruct s as [|[|s]]; auto. rewrite !H; auto. Qed.

Definition one : list mono := [Mono 1 [] []].
Fixpoint norm (e : expr) : option (list mono) :=
  match e with
  | Rat z p => Some [Mono (z # p) [] []]
  | Atom h ls => Some [Mono 1 [] [F h (map unit_label ls)]]
  | Delta x y =>
      if Nat.eqb (fst x) 1 then if Nat.eqb (fst y) 1 then Some one else None
      else if Nat.eqb (fst y) 1 then None else Some [Mono 1 [] [D x y]]
  | Size x => match fst x with O => None | S O => Some one | _ => Some [Mono 1 [x] []] end
  | Add a b => match norm a, norm b with Some p, Some q => Some (p ++ q) | _, _ => None end
  | Mul a b => match norm a, norm b with Some p, Some q => mul_p p q | _, _ => None end
  | Opp a => match norm a with Some p => Some (map neg_m p) | None => None end
  | Sum x a =>
      match norm a with
      | Some p => Some (if Nat.eqb (fst x) 1 then p else map (bind_m x) p)
      | None => None
      end
  end.

Lemma ratio_Q : forall z p, ratio z p = Q2R (z # p).
Proof. intros; unfold ratio, Q2R, Rdiv; simpl; destruct p; auto. rewrite Rinv_1; ring. Qed.
Lemma Q2R_one : Q2R 1 = 1.
Proof. unfold Q2R; simpl; lra. Qed.
Lemma eval_one : forall rho, eval_p rho one = 1.
Proof. intro; unfold one, eval_m; cbn [eval_p]; unfold eval_m; cbn; rewrite Q2R_one; ring. Qed.
Lemma over_unit : forall f, over 1 f = f (At 0).
Proof. intro; unfold over; simpl; ring. Qed.

Lemma norm_sound : forall e p, norm e = Some p -> forall rho, ones rho -> eval rho e = eval_p rho p.
Proof.
  induction e as [z q | h ls | x y | x | a IHa b IHb | a IHa b IHb | a IHa | x a IHa]; simpl; intros p H rho R.
  - injection H; intros <-; unfold eval_p, eval_m; cbn. rewrite ratio_Q; ring.
  - injection H; intros <-; unfold eval_p, eval_m; cbn. rewrite Q2R_one, map_map.
    rewrite (map_ext (fun x => rho (unit_label x)) rho) by (intro; apply unit_same; auto). ring.
  - destruct (Nat.eqb (fst x) 1) eqn:X; destruct (Nat.eqb (fst y) 1) eqn:Y; try discriminate.
    + injection H; intros <-. rewrite eval_one. apply Nat.eqb_eq in X, Y. destruct x, y; simpl in *; subst.
      rewrite !R; reflexivity.
    + injection H; intros <-; unfold eval_p, eval_m; cbn. rewrite Q2R_one; ring.
  - destruct x as [[|[|s]] n]; simpl in *; try discriminate; injection H; intros <-.
    + rewrite eval_one; reflexivity.
    + unfold eval_p, eval_m; cbn [bound factors coef msum fst]. rewrite Q2R_one. unfold over, size; simpl.
      rewrite sum_one; ring.
  - destruct (norm a); [ | discriminate]. destruct (norm b); [ | discriminate]. injection H; intros <-.
    rewrite eval_app, (IHa _ eq_refl), (IHb _ eq_refl); auto.
  - destruct (norm a); [ | discriminate]. destruct (norm b); [ | discriminate].
    rewrite (mul_p_sound _ _ _ _ H), (IHa _ eq_refl), (IHb _ eq_refl); auto.
  - destruct (norm a); [ | discriminate]. injection H; intros <-. rewrite neg_sound, (IHa _ eq_refl); auto.
  - destruct (norm a) as [q|]; [ | discriminate]. injection H; intros <-.
    rewrite (over_ext _ _ (fun v => eval_p (upd rho x v) q)) by (intros; apply IHa; auto using ones_upd).
    destruct (Nat.eqb (fst x) 1) eqn:X; [ | symmetry; apply bind_sound].
    apply Nat.eqb_eq in X. rewrite X, over_unit. f_equal. apply functional_extensionality; intro z; unfold upd.
    destruct (same x z) eqn:E; auto. apply same_eq in E; subst. destruct z; simpl in *; subst; auto.
Qed.

(* --- contraction: Σ_x δ(x,y)·g(x) is g(y) where y is in range --------------------------------------------------- *)

Definition put (x y : label) (z : label) : label := if same x z then y else z.
Definition ren_f (s : label -> label) (f : factor) : factor :=
  match f with F h ls => F h (map s ls) | D x y => D (s x) (s y) end.
Definition ren (s : label -> label) (fs : list factor) : list factor := map (ren_f s) fs.

Lemma prod_ren : forall s fs rho, prod (ren s fs) rho = prod fs (fun z => rho (s z)).
Proof.
  induction fs as [|f t IH]; intros; simpl; auto. rewrite IH; f_equal. destruct f; simpl; auto. rewrite map_map; auto.
Qed.

(* Remove x from the bound labels; `seen` says that y is in range before. *)
Fixpoint drop (x y : label) (seen : bool) (b : list label) : option (list label) :=
  match b with
  | [] => None
  | z :: t =>
      if same z x then if (seen && negb (isin x t) && negb (isin y t))%bool then Some t else None
      else match drop x y (seen || same z y)%bool t with Some u => Some (z :: u) | None => None end
  end.

Lemma msum_put : forall b fs x y rho, ~ List.In x b -> ~ List.In y b ->
  msum b (ren (put x y) fs) rho = msum b fs (upd rho x (rho y)).
Proof.
  induction b as [|z b IH]; intros fs x y rho Hx Hy; simpl.
  - rewrite prod_ren. f_equal. apply functional_extensionality; intro z. unfold put, upd.
    destruct (same x z); auto.
  - apply over_ext; intros v _. simpl in *. rewrite IH by tauto.
    rewrite (upd_other rho z v y) by tauto. rewrite (upd_swap rho z x) by tauto. reflexivity.
Qed.

Lemma kron_sym : forall i j, kron i j = kron j i.
Proof. intros; unfold kron; rewrite Nat.eqb_sym; auto. Qed.

Lemma msum_delta : forall b fs x y rho, ~ List.In x b -> ~ List.In y b ->
  msum b (D x y :: fs) rho = delta (rho x) (rho y) * msum b fs rho.
Proof.
  intros. change (D x y :: fs) with ([D x y] ++ fs). rewrite msum_right; simpl; [ring | ].
  unfold apart; rewrite forallb_forall; intros z Hz. apply Bool.negb_true_iff, isin_notin.
  simpl; intros [-> | [-> | []]]; auto.
Qed.

Lemma good_upd : forall rho x v y, ranged (fst x) v -> good rho y \/ x = y -> good (upd rho x v) y.
Proof.
  intros rho x v y V H. unfold good, upd. destruct (same x y) eqn:E.
  - apply same_eq in E; subst. destruct (fst y); simpl in V; auto.
  - destruct H as [H | ->]; [exact H | rewrite same_refl in E; discriminate].
Qed.

Lemma drop_sound : forall x y b seen c fs rho, x <> y -> fst x = fst y -> fst x <> 0%nat ->
  drop x y seen b = Some c -> (seen = true -> good rho y) ->
  msum b (D x y :: fs) rho = msum c (ren (put x y) fs) rho.
Proof.
  intros x y b; induction b as [|z b IH]; intros seen c fs rho N E S H G; simpl in H; [discriminate | ].
  destruct (same z x) eqn:Z.
  - destruct (seen && negb (isin x b) && negb (isin y b))%bool eqn:C; [ | discriminate].
    injection H; intros <-. rewrite !Bool.andb_true_iff, !Bool.negb_true_iff, !isin_notin in C.
    destruct C as [[C X] Y]. apply same_eq in Z; subst z. specialize (G C). unfold good in G.
    rewrite msum_put by auto. simpl.
    rewrite (over_ext _ _ (fun v => delta v (rho y) * msum b fs (upd rho x v))).
    2: { intros v _. rewrite msum_delta, upd_same, upd_other by auto. reflexivity. }
    rewrite E. destruct (fst y) as [|s]; [congruence | ]. destruct G as [i [-> Hi]]. unfold over; simpl delta.
    rewrite (sum_kron _ (fun j => msum b fs (upd rho x (At j))) i) by auto. reflexivity.
  - destruct (drop x y (seen || same z y) b) as [u|] eqn:U; [ | discriminate]. injection H; intros <-. simpl.
    apply over_ext; intros v V. eapply IH; eauto. intro O. apply good_upd; auto.
    apply Bool.orb_true_iff in O; destruct O as [O | O]; [left; auto | right; apply same_eq; auto].
Qed.

(* The first delta that `free` and the bound labels allow to use up, with the other factors. *)
Definition finite (x y : label) : bool := (Nat.eqb (fst x) (fst y) && negb (Nat.eqb (fst x) 0) && negb (same x y))%bool.
Definition use_delta (free b : list label) (x y : label) (rest : list factor) : option (list label * list factor) :=
  if (same x y && negb (Nat.eqb (fst x) 0) && (isin x b || isin x free))%bool then Some (b, rest)
  else if finite x y then
    match drop x y (isin y free) b with
    | Some c => Some (c, ren (put x y) rest)
    | None => match drop y x (isin x free) b with Some c => Some (c, ren (put y x) rest) | None => None end
    end
  else None.
Fixpoint step (free b : list label) (before fs : list factor) : option (list label * list factor) :=
  match fs with
  | [] => None
  | f :: t =>
      match f with
      | D x y => match use_delta free b x y (rev_append before t) with Some r => Some r | None => step free b (f :: before) t end
      | _ => step free b (f :: before) t
      end
  end.
Fixpoint contract (free : list label) (fuel : nat) (b : list label) (fs : list factor) : list label * list factor :=
  match fuel with
  | O => (b, fs)
  | S k => match step free b [] fs with Some (c, gs) => contract free k c gs | None => (b, fs) end
  end.
Definition contract_m (free : list label) (m : mono) : mono :=
  let (b, fs) := contract free (length (factors m)) (bound m) (factors m) in Mono (coef m) b fs.

Lemma msum_same_prod : forall fs gs, (forall rho, prod fs rho = prod gs rho) -> forall b rho, msum b fs rho = msum b gs rho.
Proof. intros fs gs H; induction b; intros; simpl; auto. apply over_ext; auto. Qed.
Lemma prod_rev_append : forall f g rho, prod (rev_append f g) rho = prod f rho * prod g rho.
Proof. induction f; intros; simpl; [ring | rewrite IHf; simpl; ring]. Qed.
Lemma delta_sym : forall v w, delta v w = delta w v.
Proof. intros [i|?] [j|?]; simpl; auto using kron_sym. Qed.

Lemma msum_loop : forall b fs x rho, fst x <> 0%nat -> List.In x b \/ good rho x -> msum b (D x x :: fs) rho = msum b fs rho.
Proof.
  induction b as [|z b IH]; intros fs x rho S H; simpl.
  - destruct H as [[] | H]. unfold good in H. destruct (fst x) as [|s]; [congruence | ].
    destruct H as [i [-> _]]. simpl. unfold kron. rewrite Nat.eqb_refl. ring.
  - apply over_ext; intros v V. apply IH; auto. destruct H as [[-> | H] | H]; auto; right; apply good_upd; auto.
Qed.
Lemma use_delta_sound : forall free b x y rest c gs rho, Forall (good rho) free ->
  use_delta free b x y rest = Some (c, gs) -> msum b (D x y :: rest) rho = msum c gs rho.
Proof.
  unfold use_delta; intros free b x y rest c gs rho G.
  destruct (same x y && negb (Nat.eqb (fst x) 0) && (isin x b || isin x free))%bool eqn:L.
  { intro H; injection H; intros <- <-.
    rewrite !Bool.andb_true_iff, Bool.negb_true_iff, Nat.eqb_neq, Bool.orb_true_iff, !isin_in, same_eq in L.
    destruct L as [[<- S] L]. apply msum_loop; auto. rewrite Forall_forall in G. destruct L; auto. }
  destruct (finite x y) eqn:Fi; [ | discriminate].
  unfold finite in Fi. rewrite !Bool.andb_true_iff, !Bool.negb_true_iff, Nat.eqb_eq, Nat.eqb_neq, same_neq in Fi.
  destruct Fi as [[E S] N].
  assert (K : forall z, isin z free = true -> good rho z)
    by (intros z Hz; rewrite Forall_forall in G; apply G, isin_in; auto).
  destruct (drop x y (isin y free) b) eqn:A.
  - intro H; injection H; intros <- <-. eapply drop_sound; eauto.
  - destruct (drop y x (isin x free) b) eqn:B; [ | discriminate]. intro H; injection H; intros <- <-.
    rewrite (msum_same_prod _ (D y x :: rest)) by (intro; simpl; rewrite delta_sym; auto).
    eapply drop_sound; eauto; congruence.
Qed.
Lemma step_sound : forall free b fs before c gs rho, Forall (good rho) free ->
  step free b before fs = Some (c, gs) -> msum b (rev_append before fs) rho = msum c gs rho.
Proof.
  induction fs as [|f t IH]; intros before c gs rho G H; simpl in H; [discriminate | ].
  destruct f as [h ls | x y].
  - apply (IH (F h ls :: before)); auto.
  - destruct (use_delta free b x y (rev_append before t)) as [[d hs]|] eqn:U.
    + injection H; intros <- <-. rewrite <- (use_delta_sound _ _ _ _ _ _ _ _ G U).
      apply msum_same_prod; intro; simpl; rewrite !prod_rev_append; simpl; ring.
    + apply (IH (D x y :: before)); auto.
Qed.
Lemma contract_sound : forall free fuel b fs rho, Forall (good rho) free ->
  msum b fs rho = msum (fst (contract free fuel b fs)) (snd (contract free fuel b fs)) rho.
Proof.
  induction fuel; intros b fs rho G; simpl; auto.
  destruct (step free b [] fs) as [[c gs]|] eqn:E; simpl; auto.
  rewrite <- IHfuel by auto. exact (step_sound _ _ _ _ _ _ _ G E).
Qed.
Lemma contract_m_sound : forall free m rho, Forall (good rho) free -> eval_m rho (contract_m free m) = eval_m rho m.
Proof.
  intros. unfold contract_m, eval_m. rewrite (contract_sound free (length (factors m)) (bound m) (factors m)) by auto.
  destruct (contract free (length (factors m)) (bound m) (factors m)); reflexivity.
Qed.

(* --- names and order of bound labels ---------------------------------------------------------------------------- *)

(* A dictionary of labels is found by search, which nothing is claimed of; `alike` checks it. *)
Definition dict := list (label * label).
Fixpoint look (s : dict) (x : label) : option label :=
  match s with [] => None | (a, b) :: t => if same a x then Some b else look t x end.
Definition by_dict (s : dict) (x : label) : label := match look s x with Some y => y | None => x end.

Fixpoint distinct (l : list label) : bool := match l with [] => true | x :: t => (negb (isin x t) && distinct t)%bool end.
Definition nub (l : list label) : list label := fold_right (fun x t => if isin x t then t else x :: t) [] l.

Fixpoint take_label (y : label) (b : list label) : option (list label) :=
  match b with
  | [] => None
  | z :: t =>
      if same z y then Some t
      else if (Nat.eqb (fst z) 0 && Nat.eqb (fst y) 0)%bool then None
      else match take_label y t with Some u => Some (z :: u) | None => None end
  end.
Fixpoint reorder (b c : list label) : bool :=
  match c with
  | [] => match b with [] => true | _ => false end
  | y :: t => match take_label y b with Some u => reorder u t | None => false end
  end.

Fixpoint same_list (l m : list label) : bool :=
  match l, m with [], [] => true | x :: s, y :: t => (same x y && same_list s t)%bool | _, _ => false end.
Definition same_f (f g : factor) : bool :=
  match f, g with
  | F h l, F k m => (Nat.eqb h k && same_list l m)%bool
  | D x y, D u v => ((same x u && same y v) || (same x v && same y u))%bool
  | _, _ => false
  end.
Fixpoint take_factor (f : factor) (gs : list factor) : option (list factor) :=
  match gs with
  | [] => None
  | g :: t => if same_f f g then Some t else match take_factor f t with Some u => Some (g :: u) | None => None end
  end.
Fixpoint same_prod (fs gs : list factor) : bool :=
  match fs with
  | [] => match gs with [] => true | _ => false end
  | f :: t => match take_factor f gs with Some u => same_prod t u | None => false end
  end.

Definition alike (s : dict) (m n : mono) : bool :=
  let b := bound m in
  let seen := nub (b ++ labels (factors m)) in
  (forallb (fun x => Nat.eqb (fst (by_dict s x)) (fst x)) b
   && forallb (fun x => isin x b || same (by_dict s x) x) seen
   && distinct (map (by_dict s) seen)
   && reorder (map (by_dict s) b) (bound n)
   && same_prod (ren (by_dict s) (factors m)) (factors n))%bool.

Lemma same_list_eq : forall l m, same_list l m = true -> l = m.
Proof.
  induction l; destruct m; simpl; try discriminate; auto.
  rewrite Bool.andb_true_iff, same_eq. intros [-> H]; f_equal; auto.
Qed.
Lemma same_f_sound : forall f g rho, same_f f g = true -> eval_f rho f = eval_f rho g.
Proof.
  intros [h l | x y] [k m | u v] rho; simpl; try discriminate.
  - rewrite Bool.andb_true_iff, Nat.eqb_eq. intros [-> H]; apply same_list_eq in H; subst; auto.
  - rewrite Bool.orb_true_iff, !Bool.andb_true_iff, !same_eq. intros [[-> ->] | [-> ->]]; auto using delta_sym.
Qed.
Lemma take_factor_sound : forall f gs u rho, take_factor f gs = Some u -> prod gs rho = eval_f rho f * prod u rho.
Proof.
  induction gs as [|g t IH]; intros u rho; simpl; [discriminate | ].
  destruct (same_f f g) eqn:E.
  - intro H; injection H; intros <-. rewrite (same_f_sound _ _ rho E); auto.
  - destruct (take_factor f t); [ | discriminate]. intro H; injection H; intros <-; simpl. rewrite (IH _ rho eq_refl); ring.
Qed.
Lemma same_prod_sound : forall fs gs, same_prod fs gs = true -> forall rho, prod fs rho = prod gs rho.
Proof.
  induction fs as [|f t IH]; intros gs H rho; simpl in H.
  - destruct gs; [auto | discriminate].
  - destruct (take_factor f gs) eqn:E; [ | discriminate]. simpl. rewrite (take_factor_sound _ _ _ rho E), (IH _ H); auto.
Qed.

Lemma take_label_sound : forall y b u fs rho, take_label y b = Some u -> msum b fs rho = msum (y :: u) fs rho.
Proof.
  induction b as [|z t IH]; intros u fs rho; simpl; [discriminate | ].
  destruct (same z y) eqn:E.
  - intro H; injection H; intros <-. apply same_eq in E; subst; reflexivity.
  - destruct (Nat.eqb (fst z) 0 && Nat.eqb (fst y) 0)%bool eqn:P; [discriminate | ].
    destruct (take_label y t) as [w|]; [ | discriminate]. intro H; injection H; intros <-. simpl.
    rewrite (over_ext _ _ (fun v => over (fst y) (fun a => msum w fs (upd (upd rho z v) y a)))) by (intros; apply (IH _ fs _ eq_refl)).
    rewrite over_swap.
    + apply over_ext; intros a _; apply over_ext; intros v _. f_equal. apply upd_swap. apply same_neq; auto.
    + destruct (Nat.eq_dec (fst z) 0) as [A|A]; auto. destruct (Nat.eq_dec (fst y) 0) as [B|B]; auto.
      rewrite A, B in P; discriminate.
Qed.
Lemma reorder_sound : forall c b fs rho, reorder b c = true -> msum b fs rho = msum c fs rho.
Proof.
  induction c as [|y t IH]; intros b fs rho H; simpl in H.
  - destruct b; [auto | discriminate].
  - destruct (take_label y b) eqn:E; [ | discriminate]. rewrite (take_label_sound _ _ _ fs rho E). simpl.
    apply over_ext; auto.
Qed.

Lemma in_nub : forall l x, List.In x (nub l) <-> List.In x l.
Proof.
  induction l as [|y l IH]; intro x; simpl; [tauto | ]. destruct (isin y (nub l)) eqn:E.
  - apply isin_in, IH in E. rewrite IH. split; [auto | intros [<- | ?]; auto].
  - simpl; rewrite IH; tauto.
Qed.
Lemma distinct_injective : forall (s : label -> label) l x y, distinct (map s l) = true ->
  List.In x l -> List.In y l -> s x = s y -> x = y.
Proof.
  induction l as [|a l IH]; simpl; intros x y H; [tauto | ].
  apply Bool.andb_true_iff in H; destruct H as [N H]. apply Bool.negb_true_iff, isin_notin in N.
  intros [-> | X] [-> | Y] E; auto.
  - exfalso; apply N; rewrite E; apply in_map; auto.
  - exfalso; apply N; rewrite <- E; apply in_map; auto.
Qed.
Lemma msum_ren : forall s fs b rho tau,
  (forall x, List.In x b -> fst (s x) = fst x) ->
  (forall x y, List.In x b -> List.In y (labels fs) -> s x = s y -> x = y) ->
  (forall z, List.In z (labels fs) -> ~ List.In z b -> tau (s z) = rho z) ->
  msum b fs rho = msum (map s b) (ren s fs) tau.
Proof.
  induction b as [|x b IH]; intros rho tau So Inj Ag; simpl.
  - rewrite prod_ren. apply prod_agree; intros; symmetry; apply Ag; auto.
  - rewrite So by (simpl; auto). apply over_ext; intros v _. apply IH; simpl in *; eauto.
    intros z Hz Hb. unfold upd. destruct (same x z) eqn:E.
    + apply same_eq in E; subst; rewrite same_refl; auto.
    + replace (same (s x) (s z)) with false.
      * apply Ag; auto. intros [-> | ?]; auto. rewrite same_refl in E; discriminate.
      * symmetry; apply same_neq; intro C. apply same_neq in E. apply E, Inj; auto.
Qed.
Lemma alike_sound : forall s m n rho, alike s m n = true ->
  msum (bound m) (factors m) rho = msum (bound n) (factors n) rho.
Proof.
  intros s m n rho; unfold alike. rewrite !Bool.andb_true_iff, !forallb_forall. intros [[[[So Fr] Di] Re] Pr].
  transitivity (msum (map (by_dict s) (bound m)) (ren (by_dict s) (factors m)) rho); [apply msum_ren | ].
  4: { rewrite (reorder_sound _ _ (ren (by_dict s) (factors m)) rho Re).
    apply msum_same_prod. exact (same_prod_sound _ _ Pr). }
  - intros x Hx. apply Nat.eqb_eq. auto.
  - intros x y Hx Hy. eapply distinct_injective; eauto; apply in_nub, in_or_app; auto.
  - intros z Hz Hb. f_equal. specialize (Fr z). rewrite in_nub in Fr.
    specialize (Fr (in_or_app _ _ _ (or_intror Hz))). apply Bool.orb_true_iff in Fr.
    destruct Fr as [Fr | Fr]; [apply isin_in in Fr; tauto | apply same_eq; auto].
Qed.

(* The search for a dictionary. Every bound label counts as a factor of its own, so that none is left unmatched. *)
Definition unify_label (b c : list label) (s : dict) (x y : label) : option dict :=
  match look s x with
  | Some z => if same y z then Some s else None
  | None =>
      if isin x b
      then if (isin y c && Nat.eqb (fst x) (fst y) && negb (existsb (fun ab => same (snd ab) y) s))%bool
           then Some ((x, y) :: s) else None
      else if same x y then Some s else None
  end.
Fixpoint unify_list (b c : list label) (s : dict) (l m : list label) : option dict :=
  match l, m with
  | [], [] => Some s
  | x :: l', y :: m' => match unify_label b c s x y with Some t => unify_list b c t l' m' | None => None end
  | _, _ => None
  end.
Definition unify (b c : list label) (s : dict) (f g : factor) : option dict :=
  match f, g with
  | F h l, F k m => if Nat.eqb h k then unify_list b c s l m else None
  | D x y, D u v =>
      match unify_list b c s [x; y] [u; v] with Some t => Some t | None => unify_list b c s [x; y] [v; u] end
  | _, _ => None
  end.
Fixpoint search (b c : list label) (fs : list factor) (s : dict) (gs : list factor) {struct fs} : option dict :=
  match fs with
  | [] => match gs with [] => Some s | _ => None end
  | f :: t =>
      (fix choose (before after : list factor) {struct after} : option dict :=
         match after with
         | [] => None
         | g :: rest =>
             match (match unify b c s f g with
                    | Some s' => search b c t s' (rev_append before rest)
                    | None => None
                    end) with
             | Some r => Some r
             | None => choose (g :: before) rest
             end
         end) [] gs
  end.
Definition with_labels (m : mono) : list factor := factors m ++ map (fun x => D x x) (bound m).
Definition match_m (m n : mono) : bool :=
  match search (bound m) (bound n) (with_labels m) [] (with_labels n) with
  | Some s => alike s m n
  | None => false
  end.

(* --- cancelling ------------------------------------------------------------------------------------------------- *)

Fixpoint insert (m : mono) (p : list mono) : list mono :=
  match p with
  | [] => [m]
  | n :: t => if match_m m n then Mono (coef m + coef n)%Q (bound n) (factors n) :: t else n :: insert m t
  end.
Definition collect (p : list mono) : list mono := fold_right insert [] p.
Definition nothing (p : list mono) : bool := forallb (fun m => Qeq_bool (coef m) 0) p.
Definition zero (free : list label) (e : expr) : bool :=
  match norm e with Some p => nothing (collect (map (contract_m free) p)) | None => false end.

Lemma insert_sound : forall m p rho, eval_p rho (insert m p) = eval_m rho m + eval_p rho p.
Proof.
  induction p as [|n t IH]; intro rho; simpl; auto.
  destruct (match_m m n) eqn:E; simpl.
  - unfold match_m in E. destruct (search _ _ _ _ _) as [s|]; [ | discriminate].
    unfold eval_m; simpl. rewrite (alike_sound _ _ _ rho E), Q2R_plus. ring.
  - rewrite IH. ring.
Qed.
Lemma collect_sound : forall p rho, eval_p rho (collect p) = eval_p rho p.
Proof. induction p; intro; simpl; auto. rewrite insert_sound, IHp; auto. Qed.
Lemma nothing_sound : forall p rho, nothing p = true -> eval_p rho p = 0.
Proof.
  induction p as [|m t IH]; intros rho H; simpl in *; auto.
  apply Bool.andb_true_iff in H; destruct H as [C H]. rewrite (IH rho H). unfold eval_m.
  apply Qeq_bool_eq in C. apply Qeq_eqR in C. rewrite C. unfold Q2R; simpl. ring.
Qed.
Lemma contract_p_sound : forall free p rho, Forall (good rho) free -> eval_p rho (map (contract_m free) p) = eval_p rho p.
Proof. induction p; intros; simpl; auto. rewrite contract_m_sound, IHp; auto. Qed.

Theorem zero_sound : forall free e rho, ones rho -> Forall (good rho) free -> zero free e = true -> eval rho e = 0.
Proof.
  unfold zero; intros free e rho O G. destruct (norm e) as [p|] eqn:E; [ | discriminate].
  intro H. rewrite (norm_sound _ _ E rho O), <- (contract_p_sound free p rho G), <- collect_sound.
  apply nothing_sound; auto.
Qed.

(* --- how a generated proof uses it ------------------------------------------------------------------------------ *)

(* The values of the free labels; all others are 0. *)
Definition given (l : list (label * point Omega)) : env :=
  fold_right (fun xv rho => upd rho (fst xv) (snd xv)) (fun _ => At 0) l.
Lemma ones_given : forall l, forallb (fun xv => negb (Nat.eqb (fst (fst xv)) 1)) l = true -> ones (given l).
Proof.
  induction l as [|[x v] l IH]; simpl; intros H n; auto.
  apply Bool.andb_true_iff in H; destruct H as [X H]. apply Bool.negb_true_iff, Nat.eqb_neq in X.
  rewrite upd_other; [apply IH; auto | intros ->; auto].
Qed.

(* left − right is the sum of what is known to be 0. *)
Definition claim (l r k : expr) : expr := Add l (Opp (Add r k)).
Theorem by_cofactors : forall free l r k rho, zero free (claim l r k) = true -> ones rho -> Forall (good rho) free ->
  eval rho k = 0 -> eval rho l = eval rho r.
Proof. intros free l r k rho Z O G K. pose proof (zero_sound _ _ _ O G Z) as H. simpl in H. rewrite K in H. lra. Qed.
(* left − right is the sum of what is known to be 0 and of what is known to be ≥ 0, or > 0. *)
Theorem by_squares : forall free l r k q rho, zero free (claim l r (Add k q)) = true -> ones rho ->
  Forall (good rho) free -> eval rho k = 0 -> 0 <= eval rho q -> eval rho l >= eval rho r.
Proof. intros free l r k q rho Z O G K P. pose proof (zero_sound _ _ _ O G Z) as H. simpl in H. rewrite K in H. lra. Qed.
Theorem by_strict_squares : forall free l r k q rho, zero free (claim l r (Add k q)) = true -> ones rho ->
  Forall (good rho) free -> eval rho k = 0 -> 0 < eval rho q -> eval rho l > eval rho r.
Proof. intros free l r k q rho Z O G K P. pose proof (zero_sound _ _ _ O G Z) as H. simpl in H. rewrite K in H. lra. Qed.

(* What is known to be 0: c · context · (left − right), summed. *)
Lemma none_zero : forall rho, eval rho (Rat 0 1) = 0.
Proof. reflexivity. Qed.
Lemma both_zero : forall rho a b, eval rho a = 0 -> eval rho b = 0 -> eval rho (Add a b) = 0.
Proof. simpl; intros; lra. Qed.
Lemma sum_is_zero : forall rho s n e, (forall i, (i < size (S s))%nat -> eval (upd rho (S s, n) (At i)) e = 0) ->
  eval rho (Sum (S s, n) e) = 0.
Proof. intros rho s n e H; simpl; apply sum_zero; intros; apply H; auto. Qed.
Lemma integral_is_zero : forall rho n e, (forall w, eval (upd rho (O, n) (In w)) e = 0) -> eval rho (Sum (O, n) e) = 0.
Proof. intros rho n e H; apply (integral_zero Omega I HI (fun w => eval (upd rho (O, n) (In w)) e)); auto. Qed.
Lemma product_is_zero : forall rho c l r, eval rho l = eval rho r -> eval rho (Mul c (Add l (Opp r))) = 0.
Proof. simpl; intros rho c l r ->; ring. Qed.

(* What is known to be ≥ 0: squares, facts and their products, summed. *)
Lemma none_nonnegative : forall rho, 0 <= eval rho (Rat 0 1).
Proof. simpl; intros; unfold ratio; lra. Qed.
Lemma both_nonnegative : forall rho a b, 0 <= eval rho a -> 0 <= eval rho b -> 0 <= eval rho (Add a b).
Proof. simpl; intros; lra. Qed.
Lemma strict_left : forall rho a b, 0 < eval rho a -> 0 <= eval rho b -> 0 < eval rho (Add a b).
Proof. simpl; intros; lra. Qed.
Lemma strict_right : forall rho a b, 0 <= eval rho a -> 0 < eval rho b -> 0 < eval rho (Add a b).
Proof. simpl; intros; lra. Qed.
Lemma sum_is_nonnegative : forall rho s n e,
  (forall i, (i < size (S s))%nat -> 0 <= eval (upd rho (S s, n) (At i)) e) -> 0 <= eval rho (Sum (S s, n) e).
Proof. intros rho s n e H; simpl; apply sum_nonnegative; intros; apply H; auto. Qed.
Lemma product_is_nonnegative : forall rho a b, 0 <= eval rho a -> 0 <= eval rho b -> 0 <= eval rho (Mul a b).
Proof. simpl; intros; apply Rmult_le_pos; auto. Qed.
Lemma product_is_positive : forall rho a b, 0 < eval rho a -> 0 < eval rho b -> 0 < eval rho (Mul a b).
Proof. simpl; intros; apply Rmult_lt_0_compat; auto. Qed.
(* A square whose second copy has other bound labels. *)
Lemma square_is_nonnegative : forall rho a b, eval rho a = eval rho b -> 0 <= eval rho (Mul a b).
Proof. simpl; intros rho a b ->; apply Rle_0_sqr. Qed.
Lemma fact_is_nonnegative : forall rho l r, eval rho l >= eval rho r -> 0 <= eval rho (Add l (Opp r)).
Proof. simpl; intros; lra. Qed.
Lemma fact_is_positive : forall rho l r, eval rho l > eval rho r -> 0 < eval rho (Add l (Opp r)).
Proof. simpl; intros; lra. Qed.
End Values.
